import { randomBytes } from "node:crypto";
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { HostKey } from "./host-key.ts";
import { type KnownHost, parseKnownHosts, renderKnownHost } from "./known-hosts.ts";

const system = "/etc/ssh/ssh_known_hosts";

/** Every known host of this account and of this computer. @param home the account's home folder. */
export async function readKnownHosts(home: string): Promise<KnownHost[]> {
  const files = [join(home, ".ssh/known_hosts"), join(home, ".ssh/known_hosts2"), system];
  const texts = await Promise.all(files.map(readIfThere));
  return files.flatMap((file, at) => parseKnownHosts(texts[at] ?? "", file));
}

/** Adds a key that its owner has compared; the name is hashed in a file that has hashed names. */
export async function recordHostKey(home: string, hostName: string, key: HostKey): Promise<string> {
  const file = join(home, ".ssh/known_hosts");
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const before = await readIfThere(file);
  const salt = /^\|1\|/m.test(before) ? randomBytes(20) : null;
  const start = before === "" || before.endsWith("\n") ? "" : "\n";
  await appendFile(file, `${start}${renderKnownHost(hostName, key, salt)}\n`, { mode: 0o600 });
  return file;
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    // A list that may not be read could hold the very line that forbids this host.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
