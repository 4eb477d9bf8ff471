import type { Host } from "../host/host.ts";

export interface AccountEntry {
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}

/** The entry of one account in /etc/passwd; null when there is none. */
export async function readAccount(host: Host, account: string): Promise<AccountEntry | null> {
  const row = (await readRows(host, "/etc/passwd")).find(([name]) => name === account);
  if (row === undefined) return null;
  return { uid: Number(row[2]), gid: Number(row[3]), home: row[5] ?? "", shell: row[6] ?? "" };
}

/** Groups that list the account as a member. */
export async function readGroups(host: Host, account: string): Promise<string[]> {
  const rows = await readRows(host, "/etc/group");
  return rows.filter((row) => (row[3] ?? "").split(",").includes(account)).map(([name = ""]) => name);
}

export async function hasGroup(host: Host, group: string): Promise<boolean> {
  return (await readRows(host, "/etc/group")).some(([name]) => name === group);
}

async function readRows(host: Host, path: string): Promise<string[][]> {
  const text = (await host.readFile(path))?.toString("utf8") ?? "";
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split(":"));
}
