import { join } from "node:path";
import type { Host } from "../host/host.ts";
import type { Secret } from "../issues/secret.ts";
import { findKnown, findSecrets } from "../wipe/find-secrets.ts";
import { listStickFiles } from "../wipe/list-stick-files.ts";
import { linesOf } from "./evidence.ts";

const mountPoint = "/run/clawdie/audited";
const options = "ro,nosuid,nodev,noexec";

/**
 * Which files of these seeds still hold secrets, as `device: file`, a line each; mounted for reading only. A seed that
 * cannot be read has a line too: nobody can vouch for it.
 */
export async function lookAtSticks(host: Host, devices: string, secrets: readonly Secret[]): Promise<string> {
  const known = secrets.map((secret) => secret.reveal());
  const lines: string[] = [];
  for (const device of linesOf(devices)) {
    const names = await listNames(host, device, known).catch(() => ["it cannot be looked into"]);
    lines.push(...names.map((name) => `${device}: ${name}`));
  }
  return lines.join("\n");
}

async function listNames(host: Host, device: string, known: readonly string[]): Promise<string[]> {
  await host.makeFolder(mountPoint, { mode: 0o700 });
  const folder = join(host.root, mountPoint);
  await host.run("mount", ["-o", options, device, folder], { timeoutSeconds: 120 });
  try {
    const { files, unread } = await listStickFiles(host.at(folder));
    const found = files.filter(({ role, bytes }) => {
      const spans = role === "other" ? findKnown(bytes, known) : findSecrets(bytes, known);
      return spans.length > 0;
    });
    return [
      ...found.map(({ path }) => path.slice(1)),
      ...unread.map((path) => `${path.slice(1)} (too large)`),
    ];
  } finally {
    await host.run("umount", [folder]);
  }
}
