import { createHash } from "node:crypto";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";

/** A short hash of texts and of files or folders (names, modes and contents), the same on every machine. */
export async function contentKey(texts: readonly string[], paths: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`text ${text.length}\n${text}\n`);
  for (const path of paths) await addPath(hash, path, ".");
  return hash.digest("hex").slice(0, 16);
}

async function addPath(hash: ReturnType<typeof createHash>, path: string, name: string): Promise<void> {
  const stat = await lstat(path);
  if (stat.isDirectory()) {
    const entries = (await readdir(path)).sort();
    for (const entry of entries) await addPath(hash, join(path, entry), `${name}/${entry}`);
    return;
  }
  const executable = (stat.mode & 0o100) !== 0 ? "x" : "-";
  const content = stat.isSymbolicLink() ? Buffer.from(await readlink(path)) : await readFile(path);
  hash.update(`file ${name} ${executable} ${content.length}\n`);
  hash.update(content);
}
