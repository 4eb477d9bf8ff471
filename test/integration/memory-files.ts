import { posix } from "node:path";
import type { FileAttributes, FileStat, Host } from "../../setup/host/host.ts";
import { revealText } from "../../setup/issues/secret.ts";

/** What lies at one path of a file tree in memory. */
export interface MemoryFile {
  readonly kind: FileStat["kind"];
  /** Of a file; the target of a link. */
  readonly content: Buffer;
  readonly mode: number;
  readonly owner: string;
  readonly group: string;
}

/** Path → what lies there. */
export type MemoryFiles = Map<string, MemoryFile>;

/** Finds the tree a path lies in, and its path there: what is mounted where. */
export type Locate = (path: string) => readonly [files: MemoryFiles, path: string];

type FileOperation = "readFile" | "writeFile" | "appendLine" | "stat" | "listFolder" | "makeFolder";
type LinkOperation = "makeLink" | "readLink" | "remove" | "overwrite";

/** The file half of the host port without a disk: thousands of runs, none of which waits for one. */
export function createMemoryFiles(root: string, locate: Locate): Pick<Host, FileOperation | LinkOperation> {
  const find = (path: string) => locate(posix.join(root, path));
  const get = (path: string): MemoryFile | undefined => {
    const [files, place] = find(path);
    return files.get(place);
  };
  const put = (path: string, file: MemoryFile): void => {
    const [files, place] = find(path);
    files.set(place, file);
  };
  return {
    readFile: async (path) => (get(path)?.kind === "file" ? (get(path)?.content ?? null) : null),
    writeFile: async (path, content, attributes) =>
      put(path, buildFile(Buffer.isBuffer(content) ? content : revealText(content), attributes)),
    appendLine: async (path, line) => {
      const before = get(path)?.content ?? Buffer.alloc(0);
      put(path, buildFile(Buffer.concat([before, Buffer.from(`${line}\n`)]), { mode: 0o600 }));
    },
    stat: async (path) => {
      const file = get(path);
      return file === undefined ? null : { ...file, size: file.content.length };
    },
    listFolder: async (path) => listNames(...find(path)),
    makeFolder: async (path, attributes) => {
      put(path, { ...buildFile("", attributes), kind: "folder" });
    },
    makeLink: async (path, target) => put(path, { ...buildFile(target, { mode: 0o777 }), kind: "link" }),
    readLink: async (path) => (get(path)?.kind === "link" ? String(get(path)?.content) : null),
    overwrite: async (path, pieces) => {
      const file = get(path);
      if (file?.kind !== "file") throw new Error(`there is no file ${path}`);
      for (const { offset, bytes } of pieces) file.content.set(bytes, offset);
    },
    remove: async (path) => {
      const [files, place] = find(path);
      files.delete(place);
    },
  };
}

export function buildFile(content: string | Buffer, attributes: FileAttributes): MemoryFile {
  const { mode, owner = "root", group = "root" } = attributes;
  return { kind: "file", content: Buffer.from(content), mode, owner, group };
}

function listNames(files: MemoryFiles, folder: string): string[] {
  const start = folder.endsWith("/") ? folder : `${folder}/`;
  const inside = [...files.keys()].filter((path) => path.startsWith(start));
  return [...new Set(inside.map((path) => path.slice(start.length).split("/")[0] ?? ""))].sort();
}
