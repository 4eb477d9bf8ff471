import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Path → which file it is and what it holds. */
export type FolderState = ReadonlyMap<string, { readonly inode: number; readonly content: Buffer }>;

export function readFolderState(folder: string): FolderState {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(
    files.map((name) => [
      name,
      { inode: statSync(join(folder, name)).ino, content: readFileSync(join(folder, name)) },
    ]),
  );
}

/** Files changed where they lay (the same file, the same size), put there anew, and gone. */
export function compareTree(before: FolderState, after: FolderState) {
  const changed = [...after].filter(([name, { content }]) => !before.get(name)?.content.equals(content));
  const isSame = ([name, now]: (typeof changed)[number]) => {
    const old = before.get(name);
    return old?.inode === now.inode && old.content.length === now.content.length;
  };
  return {
    patched: changed.filter(isSame).map(([name]) => name),
    replaced: changed.filter((file) => !isSame(file)).map(([name]) => name),
    removed: [...before.keys()].filter((name) => !after.has(name)),
  };
}
