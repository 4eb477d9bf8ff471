import type { Host } from "../host/host.ts";
import { fingerprintKey, nameKeyType } from "./fingerprint-key.ts";

/** The only one sshd shows: render-sshd-config.ts. */
const publicKey = "/etc/ssh/ssh_host_ed25519_key.pub";

/** What to compare when a computer asks whether it is this box, e.g. "ED25519 SHA256:…"; null before sshd was set up. */
export async function readSshHostKey(host: Pick<Host, "readFile">): Promise<string | null> {
  const text = await host.readFile(publicKey).catch(() => null);
  const [type, key] = text?.toString("utf8").trim().split(" ") ?? [];
  if (type === undefined || key === undefined) return null;
  return `${nameKeyType(type)} ${fingerprintKey(Buffer.from(key, "base64"))}`;
}
