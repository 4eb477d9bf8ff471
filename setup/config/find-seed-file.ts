import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { buildIssue } from "../issues/build-issue.ts";
import type { Issue } from "../issues/issue.ts";
import { explainAbsence } from "./explain-absence.ts";
import { judgeFileName, type NameJudgment } from "./judge-file-name.ts";
import { describeError, readSeedFile, type SeedFile } from "./read-seed-file.ts";

/** One entry at the top of the seed. */
export interface SeedEntry extends NameJudgment {
  readonly name: string;
  readonly type: "file" | "folder" | "link" | "other";
}

/** Finds and reads setup.txt at the top of a mounted seed. Total: what goes wrong is in `issues`. */
export async function findSeedFile(folder: string): Promise<SeedFile> {
  let entries: SeedEntry[];
  try {
    entries = await listEntries(folder);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    return missing(buildIssue("file.unreadable", {}, { reason: describeError(code) }));
  }
  const right = entries.filter(({ kind }) => kind === "right");
  const repaired = entries.filter(({ kind, type }) => kind === "repaired" && type === "file");
  const [first, ...others] = [...right, ...repaired];
  if (first === undefined) return missing(await explainAbsence(folder, entries));
  const file = await readSeedFile(join(folder, first.name));
  if (file.bytes === null) return file;
  const named = first.kind === "right" ? [] : [buildIssue("file.renamed", {}, { name: first.name })];
  const compared = await compareFiles(folder, file, first.name, others);
  if (compared.bytes === null) return compared;
  const copies = await noteCopies(folder, file.bytes, first.name, entries);
  return { ...file, issues: [...named, ...compared.issues, ...copies] };
}

/** The names at the top of a folder, in the order of the alphabet. @throws what reading the folder throws. */
export async function listEntries(folder: string): Promise<SeedEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .map((entry) => ({ name: entry.name, type: typeOf(entry), ...judgeFileName(entry.name) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));
}

function typeOf(entry: Dirent): SeedEntry["type"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "link" : "other";
}

function missing(issue: Issue): SeedFile {
  return { path: null, bytes: null, issues: [issue] };
}

/** Two candidates with the same bytes leave no doubt; two different ones do. */
async function compareFiles(
  folder: string,
  file: SeedFile,
  name: string,
  others: readonly SeedEntry[],
): Promise<SeedFile> {
  const issues: Issue[] = [];
  for (const other of others) {
    const words = { name, other: other.name };
    if (!(await isSame(join(folder, other.name), file.bytes))) {
      return missing(buildIssue("file.two-files", {}, words));
    }
    issues.push(buildIssue("file.same-twice", {}, words));
  }
  return { ...file, issues };
}

/** Copies with another content may be the ones that were edited: the exact name is read, and the others are named. */
async function noteCopies(
  folder: string,
  bytes: Uint8Array,
  name: string,
  entries: readonly SeedEntry[],
): Promise<Issue[]> {
  const issues: Issue[] = [];
  const copies = entries.filter(({ kind, type }) => kind === "similar" && type === "file");
  for (const copy of copies.slice(0, 5)) {
    if (await isSame(join(folder, copy.name), bytes)) continue;
    issues.push(buildIssue("file.copy-beside", {}, { name, other: copy.name }));
  }
  return issues;
}

async function isSame(path: string, bytes: Uint8Array | null): Promise<boolean> {
  const other = await readSeedFile(path);
  return other.bytes !== null && bytes !== null && Buffer.compare(other.bytes, bytes) === 0;
}
