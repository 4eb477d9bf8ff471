import { detectContainer } from "../config/detect-container.ts";
import { judgeFileName } from "../config/judge-file-name.ts";
import type { Host } from "../host/host.ts";

/** A file on the stick and what it is to us. */
export interface StickFile {
  /** From the top of the stick: `/setup.txt`. */
  readonly path: string;
  /** copy: a copy or backup by its name or place. other: nothing of ours, only looked at. */
  readonly role: "setup" | "copy" | "other";
  readonly bytes: Buffer;
  /** Another program's format, where a secret may be packed away from sight. */
  readonly packed: boolean;
}

export interface StickFiles {
  readonly files: readonly StickFile[];
  /** Copies that are too large to look into. */
  readonly unread: readonly string[];
}

/** A copy of setup.txt has some kilobytes; editors' own files have some more. */
const largestCopy = 1024 * 1024;
const largestOther = 64 * 1024;
const mostEntries = 1000;
const deepest = 4;
/** The wizard keeps the file it replaced under this name. */
const kept = /^setup-before\.txt$/i;

/** Every file of the stick that may hold its secrets: at its top, in folders, in the trash of every system. Reads only. */
export async function listStickFiles(stick: Host): Promise<StickFiles> {
  const files: StickFile[] = [];
  const unread: string[] = [];
  let entries = 0;
  const walk = async (folder: string, isTrash: boolean, depth: number): Promise<void> => {
    for (const name of await stick.listFolder(folder)) {
      entries += 1;
      if (entries > mostEntries) return;
      const path = `${folder === "/" ? "" : folder}/${name}`;
      const stat = await stick.stat(path);
      const isLeftover = judgeFileName(name).kind === "leftover";
      if (stat?.kind === "folder" && depth < deepest) await walk(path, isTrash || isLeftover, depth + 1);
      if (stat?.kind !== "file" || stat.size === 0) continue;
      const role = judgeRole(name, isTrash);
      if (stat.size > (role === "other" ? largestOther : largestCopy)) {
        if (role !== "other") unread.push(path);
        continue;
      }
      const bytes = await stick.readFile(path);
      if (bytes !== null) files.push({ path, role, bytes, packed: detectContainer(bytes) !== null });
    }
  };
  await walk("/", false, 1);
  return { files: nameSetup(files), unread };
}

function judgeRole(name: string, isTrash: boolean): "copy" | "other" {
  const { kind } = judgeFileName(name);
  return isTrash || kept.test(name) || !["ours", "other"].includes(kind) ? "copy" : "other";
}

/** The file the reader would take: at the top, under its right name, else under a similar one. */
function nameSetup(files: readonly StickFile[]): StickFile[] {
  const top = files.filter(({ path }) => path.lastIndexOf("/") === 0);
  const kindOf = ({ path }: StickFile) => judgeFileName(path.slice(1)).kind;
  const setup =
    top.find((file) => kindOf(file) === "right") ?? top.find((file) => kindOf(file) === "repaired");
  return files.map((file) => (file === setup ? { ...file, role: "setup" } : file));
}
