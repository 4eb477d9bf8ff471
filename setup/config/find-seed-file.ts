import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { buildIssue } from "../issues/build-issue.ts";
import type { Issue } from "../issues/issue.ts";
import { readSeedFile, type SeedFile } from "./read-seed-file.ts";

/** Left by macOS, Windows and editors; never ours, though `._setup.txt` looks like it. */
const foreign = /^(\.|~\$|System Volume Information$|\$RECYCLE\.BIN$)|(~|\.swp|\.tmp)$/i;

/** Written by the box beside setup.txt, or names kept for files of ours: never taken for a misnamed setup.txt. */
const ours = /^(SETUP-RESULT\b|CHECK-MY-SETUP\b|START-HERE\b)/i;

const rightName = /^setup\.txt$/i;
/** Names that programs make of setup.txt without asking. */
const repairedName = /^(setup\.txt\.txt|setup)$/i;
const similarName = /^(copy of |copia di |kopie von )?setup\b.*$/i;

/** Finds and reads setup.txt at the top of a mounted seed. Total: what goes wrong is in `issues`. */
export async function findSeedFile(folder: string): Promise<SeedFile> {
  let entries: Dirent[];
  try {
    entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !foreign.test(name));
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    return missing(buildIssue("file.unreadable", {}, { reason }));
  }
  const right = entries.filter(({ name }) => rightName.test(name));
  const repaired = entries.filter((entry) => repairedName.test(entry.name) && !entry.isDirectory());
  const [first, ...others] = [...right, ...repaired].map(({ name }) => name).toSorted(byRightName);
  if (first === undefined) return missing(await explainAbsence(folder, entries));
  const file = await readSeedFile(join(folder, first));
  if (file.bytes === null) return file;
  return others.length > 0 ? compareFiles(folder, file, first, others) : noteName(file, first);
}

function byRightName(a: string, b: string): number {
  return Number(rightName.test(b)) - Number(rightName.test(a)) || a.localeCompare(b, "en");
}

function missing(issue: Issue): SeedFile {
  return { path: null, bytes: null, issues: [issue] };
}

function noteName(file: SeedFile, name: string): SeedFile {
  if (rightName.test(name)) return file;
  return { ...file, issues: [...file.issues, buildIssue("file.renamed", {}, { name })] };
}

/** Two candidates with the same bytes leave no doubt; two different ones do. */
async function compareFiles(
  folder: string,
  file: SeedFile,
  name: string,
  others: readonly string[],
): Promise<SeedFile> {
  const issues: Issue[] = [];
  for (const other of others) {
    const { bytes } = await readSeedFile(join(folder, other));
    const same = bytes !== null && file.bytes !== null && Buffer.compare(bytes, file.bytes) === 0;
    if (!same) return missing(buildIssue("file.two-files", {}, { name, other }));
    issues.push(buildIssue("file.same-twice", {}, { name, other }));
  }
  return { ...file, issues: [...file.issues, ...issues] };
}

/** The nearest thing to setup.txt that is there: another name, or a folder that holds one. */
async function explainAbsence(folder: string, entries: readonly Dirent[]): Promise<Issue> {
  const similar = entries.find(({ name }) => similarName.test(name) && !ours.test(name));
  if (similar !== undefined && !similar.isDirectory()) {
    return buildIssue("file.other-name", {}, { name: similar.name });
  }
  for (const entry of entries.filter((candidate) => candidate.isDirectory()).slice(0, 50)) {
    const inner = await readdir(join(folder, entry.name)).catch(() => []);
    const found = inner.find((name) => rightName.test(name));
    if (found !== undefined) return buildIssue("file.in-folder", {}, { name: `${entry.name}/${found}` });
  }
  return buildIssue("file.not-found");
}
