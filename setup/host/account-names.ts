import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { InternalError } from "../issues/exceptions.ts";

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** Names and numbers of the accounts and groups known in one root. */
export interface AccountNames {
  uid(name: string): number;
  gid(name: string): number;
  account(name: string): Account;
  userName(uid: number): string;
  groupName(gid: number): string;
}

/** Reads `etc/passwd` and `etc/group` under `root`. A root without them (an empty folder, a FAT volume) knows
 *  only `root`, which is then whoever runs this process. */
export async function readAccountNames(root: string): Promise<AccountNames> {
  const [users, groups] = await Promise.all([
    readRows(join(root, "etc/passwd")),
    readRows(join(root, "etc/group")),
  ]);
  const userRows = users ?? [["root", "x", String(process.getuid?.() ?? 0), String(process.getgid?.() ?? 0)]];
  const groupRows = groups ?? [["root", "x", String(process.getgid?.() ?? 0)]];
  const account = (name: string): Account => {
    const row = findRow(userRows, name, "account");
    return { name, uid: Number(row[2]), gid: Number(row[3]), home: row[5] ?? "/" };
  };
  return {
    account,
    uid: (name) => account(name).uid,
    gid: (name) => Number(findRow(groupRows, name, "group")[2]),
    userName: (uid) => userRows.find((row) => row[2] === String(uid))?.[0] ?? String(uid),
    groupName: (gid) => groupRows.find((row) => row[2] === String(gid))?.[0] ?? String(gid),
  };
}

function findRow(rows: readonly string[][], name: string, what: string): string[] {
  const row = rows.find((candidate) => candidate[0] === name);
  if (row === undefined) throw new InternalError(`there is no ${what} named ${name}`);
  return row;
}

async function readRows(path: string): Promise<string[][] | null> {
  try {
    const text = await readFile(path, "utf8");
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.split(":"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
