import type { Host } from "../host/host.ts";
import { Secret } from "../issues/secret.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";

const file = "/etc/shadow";
/** No password matches it; unlike "!", sshd does not take the account itself for locked. */
const noPassword = "*";

export const setPassword: StepHandler<"set-password"> = {
  async check({ account, hash }, host) {
    const field = findField(await readShadow(host), account);
    if (field === null) return needed(`${account} has no entry`);
    if (hash === null) return isLocked(field) ? satisfied : needed("a password is set");
    return field === hash.reveal() ? satisfied : needed("another password is set, or none");
  },
  // Written by us and not by chpasswd: atomic, on the disk, and the hash is in no process's arguments.
  async apply({ account, hash }, host) {
    const text = replaceField(await readShadow(host), account, hash?.reveal() ?? noPassword);
    await host.writeFile(file, new Secret(text), { mode: 0o640, owner: "root", group: "shadow" });
  },
};

const newRow = ["", "", "", "0", "99999", "7", "", "", ""];

async function readShadow(host: Host): Promise<string> {
  return (await host.readFile(file))?.toString("utf8") ?? "";
}

function isLocked(field: string): boolean {
  return field.startsWith("!") || field.startsWith("*");
}

function findField(text: string, account: string): string | null {
  const row = text.split("\n").find((line) => line.startsWith(`${account}:`));
  return row?.split(":")[1] ?? null;
}

/** shadow(5) with the second field of one account replaced; an entry without limits on age when there is none. */
export function replaceField(text: string, account: string, value: string): string {
  const rows = text.split("\n").filter((line) => line !== "");
  const at = rows.findIndex((line) => line.startsWith(`${account}:`));
  const [, , changed, ...rest] = at === -1 ? newRow : (rows[at] ?? "").split(":");
  // Day 0 asks for another password at the next login; a box without a clock battery begins in 1970.
  const row = [account, value, changed === "0" ? "" : changed, ...rest].join(":");
  const all = at === -1 ? [...rows, row] : rows.with(at, row);
  return `${all.join("\n")}\n`;
}
