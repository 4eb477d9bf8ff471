import { SetupError } from "../issues/exceptions.ts";

/** What the kernel says of one process. */
export interface ProcessView {
  readonly pid: number;
  readonly name: string;
  /** Account; the number when it has no name. */
  readonly user: string;
  readonly noNewPrivs: boolean;
  /** Octal, as /proc shows it: "0077". */
  readonly umask: string;
  /** No effective capability. */
  readonly powerless: boolean;
  /** Soft limit of core dumps in bytes; "unlimited" is null. */
  readonly coreLimit: number | null;
}

export interface FileView {
  readonly kind: "file" | "folder" | "link" | "other";
  readonly mode: number;
  readonly owner: string;
  readonly group: string;
  /** SHA-256 of the content, where the audit compares it. */
  readonly sha256: string | null;
}

/** Everything the judges look at; gathered by reading only. JSON, and without a secret in it. */
export interface Evidence {
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Path → what is there; null when nothing is. */
  readonly files: Readonly<Record<string, FileView | null>>;
  /** Path → text; only of files without secrets. */
  readonly texts: Readonly<Record<string, string | null>>;
  /** Name of a look → output of its command; null when it could not be run. */
  readonly outputs: Readonly<Record<string, string | null>>;
  /** Name of a look → rows; null when the database could not be asked. */
  readonly rows: Readonly<Record<string, readonly Record<string, unknown>[] | null>>;
  readonly processes: readonly ProcessView[];
  /** Account → shell, locked (no password opens it), empty password. From /etc/passwd and /etc/shadow. */
  readonly accounts: readonly AccountView[];
  /** Group → members. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Places where a secret of this box was found and must not be: "/var/log/messages", "environment of 123 (node)". */
  readonly leaks: readonly string[];
}

export interface AccountView {
  readonly name: string;
  readonly uid: number;
  readonly shell: string;
  readonly locked: boolean;
  readonly empty: boolean;
}

/** The audit cannot vouch for what it could not look at. */
export class MissingEvidence extends SetupError {
  override readonly name = "MissingEvidence";

  constructor(what: string) {
    super(`${what} could not be looked at`, "Run it as root: sudo clawdie audit");
  }
}

/** @throws MissingEvidence */
export function outputOf(seen: Evidence, name: string): string {
  const output = seen.outputs[name];
  if (output === undefined || output === null) throw new MissingEvidence(name);
  return output;
}

/** @throws MissingEvidence */
export function textOf(seen: Evidence, path: string): string {
  const text = seen.texts[path];
  if (text === undefined || text === null) throw new MissingEvidence(path);
  return text;
}

/** @throws MissingEvidence */
export function rowsOf(seen: Evidence, name: string): readonly Record<string, unknown>[] {
  const rows = seen.rows[name];
  if (rows === undefined || rows === null) throw new MissingEvidence(`the database (${name})`);
  return rows;
}

/** Lines that are not empty. Pure. */
export function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}
