import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Paths of files below `folder` (any depth, also databases) that hold one of the texts, except the given ones. */
export async function findFilesHolding(
  folder: string,
  texts: readonly string[],
  except: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || except.includes(path)) continue;
    const content = await readFile(path).catch(() => Buffer.alloc(0));
    if (texts.some((text) => content.includes(text))) found.push(path);
  }
  return found;
}

/** Arguments and environment of a process and all its descendants, as root sees them. */
export async function readProcessTexts(pid: number): Promise<string[]> {
  const texts: string[] = [];
  for (const id of [pid, ...(await listDescendants(pid))]) {
    for (const file of ["cmdline", "environ"]) {
      texts.push(await readFile(`/proc/${id}/${file}`, "utf8").catch(() => ""));
    }
  }
  return texts;
}

async function listDescendants(pid: number): Promise<number[]> {
  const children = new Map<number, number[]>();
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const status = await readFile(`/proc/${name}/status`, "utf8").catch(() => "");
    const parent = Number(/^PPid:\s*(\d+)/m.exec(status)?.[1] ?? 0);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (id: number): number[] =>
    (children.get(id) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}
