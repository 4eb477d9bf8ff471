import { createHash } from "node:crypto";
import type { Host } from "../host/host.ts";
import type { Secret } from "../issues/secret.ts";
import { auditLooks, auditPaths, auditTexts } from "./audit-looks.ts";
import { databaseQueries } from "./checks/database-checks.ts";
import type { AccountView, Evidence, FileView } from "./evidence.ts";
import type { Expectation } from "./expectation.ts";
import { findLeaks } from "./find-leaks.ts";
import { gatherProcesses } from "./gather-processes.ts";
import { lookAtSticks } from "./look-at-sticks.ts";

/** Everything the judges need, by reading only. What cannot be read is null: the judge then refuses to vouch for it.
 *  @param secrets searched for where they must not be; they are in no result. */
export async function gatherEvidence(
  host: Host,
  box: Expectation,
  secrets: readonly Secret[],
): Promise<Evidence> {
  const planned = [...box.files, ...box.folders].map(({ path }) => path);
  const hashed = new Set(box.files.map(({ path }) => path));
  const [passwd, shadow, group] = await Promise.all(
    ["/etc/passwd", "/etc/shadow", "/etc/group"].map((path) => readText(host, path)),
  );
  const outputs = await gatherOutputs(host);
  const devices = outputs.sticks ?? null;
  const sticks = devices === null ? null : await lookAtSticks(host, devices, secrets);
  return {
    time: host.now().toISOString(),
    files: await gatherAll([...new Set([...planned, ...auditPaths])], (path) =>
      viewFile(host, path, hashed.has(path)),
    ),
    texts: await gatherAll(auditTexts, (path) => readText(host, path)),
    outputs: { ...outputs, sticks },
    rows: await gatherAll(Object.keys(databaseQueries), (name) => ask(host, databaseQueries[name] ?? "")),
    processes: await gatherProcesses(host, passwd ?? ""),
    accounts: parseAccounts(passwd ?? "", shadow ?? ""),
    groups: parseGroups(group ?? ""),
    leaks: await findLeaks(host, secrets),
  };
}

async function gatherAll<T>(
  names: readonly string[],
  look: (name: string) => Promise<T>,
): Promise<Record<string, T>> {
  const found: Record<string, T> = {};
  for (const name of names) found[name] = await look(name);
  return found;
}

/** One after the other: the box has other work to do. */
async function gatherOutputs(host: Host): Promise<Record<string, string | null>> {
  return gatherAll(Object.keys(auditLooks), async (name) => {
    const look = auditLooks[name];
    if (look === undefined) return null;
    const { command, args, allowExit = [0], timeoutSeconds = 60 } = look;
    const result = await host.run(command, args, { allowExit, timeoutSeconds }).catch(() => null);
    return result?.stdout ?? null;
  });
}

async function viewFile(host: Host, path: string, hashed: boolean): Promise<FileView | null> {
  const stat = await host.stat(path).catch(() => null);
  if (stat === null) return null;
  const content = hashed && stat.kind === "file" ? await host.readFile(path).catch(() => null) : null;
  const sha256 = content === null ? null : createHash("sha256").update(content).digest("hex");
  const { kind, mode, owner, group } = stat;
  return { kind, mode, owner, group, sha256 };
}

async function readText(host: Host, path: string): Promise<string | null> {
  const bytes = await host.readFile(path).catch(() => null);
  return bytes === null ? null : bytes.toString("utf8");
}

async function ask(host: Host, sql: string) {
  return host.query("postgres", sql).catch(() => null);
}

/** Pure. `!` and `*` in front of a hash open with no password. */
export function parseAccounts(passwd: string, shadow: string): AccountView[] {
  const hashes = Object.fromEntries(rows(shadow).map(([name = "", hash = ""]) => [name, hash]));
  return rows(passwd).map(([name = "", , uid, , , , shell = ""]) => {
    const hash = hashes[name] ?? "*";
    return { name, uid: Number(uid), shell, locked: /^[!*]/.test(hash), empty: hash === "" };
  });
}

function parseGroups(group: string): Record<string, string[]> {
  return Object.fromEntries(
    rows(group).map(([name = "", , , members = ""]) => [
      name,
      members.split(",").filter((member) => member !== ""),
    ]),
  );
}

function rows(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split(":"));
}
