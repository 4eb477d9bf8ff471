import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";

/** Every path below `root` with kind, mode, owner and content; for comparing two trees. */
export async function readTree(
  root: string,
  leaveOut: readonly string[] = [],
): Promise<Record<string, string>> {
  const names = (await readdir(root, { recursive: true })).sort();
  const entries = await Promise.all(
    names
      .filter((name) => !leaveOut.some((path) => name === path || name.startsWith(`${path}/`)))
      .map(async (name) => [name, await describe(join(root, name))] as const),
  );
  return Object.fromEntries(entries);
}

async function describe(path: string): Promise<string> {
  const found = await lstat(path);
  const attributes = `${found.mode.toString(8)} ${found.uid}:${found.gid}`;
  if (found.isSymbolicLink()) return `${attributes} -> ${await readlink(path)}`;
  return found.isFile() ? `${attributes} ${await readFile(path, "utf8")}` : attributes;
}
