import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { buildIssue } from "../issues/build-issue.ts";
import type { Issue } from "../issues/issue.ts";
import type { SeedEntry } from "./find-seed-file.ts";
import { judgeFileName } from "./judge-file-name.ts";

/** Folders looked into, and how deep: enough for what people make, bounded for a stick full of pictures. */
const folderLimit = 200;
const depthLimit = 3;
/** Names shown at once. */
const shownLimit = 8;

/** The nearest thing to setup.txt that is there: another name, another format, a folder that holds one; else all that was seen. */
export async function explainAbsence(folder: string, entries: readonly SeedEntry[]): Promise<Issue> {
  const files = entries.filter(({ type }) => type === "file");
  const similar = files.filter(({ kind }) => kind === "similar").map(({ name }) => `"${name}"`);
  if (similar.length > 0) return buildIssue("file.other-name", {}, { names: shorten(similar) });
  const foreign = files.find(({ kind }) => kind === "wrong-ending");
  if (foreign !== undefined) {
    return buildIssue("file.wrong-ending", {}, { name: foreign.name, what: foreign.what });
  }
  const inside = await findInFolders(folder, entries);
  if (inside.found !== null) return buildIssue("file.in-folder", {}, { name: inside.found });
  return buildIssue("file.not-found", {}, { seen: describeSeen(entries, inside.unreadable) });
}

interface FolderSearch {
  /** Path from the top of the seed, or null. */
  readonly found: string | null;
  readonly unreadable: ReadonlySet<string>;
}

/** Breadth first, so that the nearest one is named. Links are not followed. */
async function findInFolders(top: string, entries: readonly SeedEntry[]): Promise<FolderSearch> {
  const queue = entries
    .filter(({ type, kind }) => type === "folder" && kind !== "leftover")
    .map(({ name }) => name);
  const unreadable = new Set<string>();
  for (let at = 0; at < queue.length && at < folderLimit; at += 1) {
    const path = queue[at] ?? "";
    const inner = await readdir(join(top, path), { withFileTypes: true }).catch(() => null);
    if (inner === null) unreadable.add(path);
    const found = inner?.find(({ name }) => ["right", "repaired"].includes(judgeFileName(name).kind));
    if (found !== undefined) return { found: `${path}/${found.name}`, unreadable };
    if (path.split("/").length >= depthLimit) continue;
    for (const entry of inner ?? []) if (entry.isDirectory()) queue.push(`${path}/${entry.name}`);
  }
  return { found: null, unreadable };
}

/** Every entry with the reason why it was passed over; names like setup first. */
function describeSeen(entries: readonly SeedEntry[], unreadable: ReadonlySet<string>): string {
  if (entries.length === 0) return "nothing, it is empty";
  const near = (name: string) => Number(/set[\s._-]?up/i.test(name));
  const sorted = entries.toSorted((a, b) => near(b.name) - near(a.name));
  return shorten(sorted.map((entry) => `"${entry.name}" (${whyPassedOver(entry, unreadable)})`));
}

function whyPassedOver({ name, type, kind, what }: SeedEntry, unreadable: ReadonlySet<string>): string {
  if (kind === "leftover" || kind === "ours") return what;
  if (type === "folder")
    return unreadable.has(name) ? "a folder that cannot be opened" : "a folder without setup.txt";
  if (type === "link") return "a link, which is not followed";
  return type === "other" ? "a device or pipe" : what;
}

function shorten(names: readonly string[]): string {
  const shown = names.slice(0, shownLimit).join(", ");
  return names.length > shownLimit ? `${shown} and ${names.length - shownLimit} more` : shown;
}
