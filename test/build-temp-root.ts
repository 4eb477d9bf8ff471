import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Accounts of a fresh Debian root, with the numbers Debian gives them. */
const passwd = [
  "root:x:0:0:root:/root:/bin/bash",
  "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin",
  "postgres:x:102:103::/var/lib/postgresql:/bin/bash",
  "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin",
];
const group = ["root:x:0:", "adm:x:4:", "sudo:x:27:", "shadow:x:42:", "postgres:x:103:", "nogroup:x:65534:"];

/** A temporary folder with the files of /etc that name accounts; removed when the test ends.
 *  @param files more files: absolute path → content. */
export async function buildTempRoot(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "clawdie-root-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await chmod(root, 0o755);
  const all = { "/etc/passwd": `${passwd.join("\n")}\n`, "/etc/group": `${group.join("\n")}\n`, ...files };
  for (const [path, content] of Object.entries(all)) {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}
