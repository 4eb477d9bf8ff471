import { execFile } from "node:child_process";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RemoteShell } from "../../iso/vm/remote-shell.ts";
import { runAsRoot } from "./box-shell.ts";

const run = promisify(execFile);

/** A Debian package, unpacked below the folder and not installed. Its lists are fetched too: the host may have none. */
async function unpackPackage(folder: string, name: string): Promise<string> {
  const target = join(folder, name);
  const [lists, cache] = [join(target, "lists"), join(target, "cache")];
  for (const place of [lists, cache]) await mkdir(place, { recursive: true });
  const places = { "Dir::State::Lists": lists, "Dir::Cache": cache, "APT::Sandbox::User": "root" };
  const options = ["-q", ...Object.entries(places).flatMap(([key, value]) => ["-o", `${key}=${value}`])];
  await run("apt-get", [...options, "update"]);
  await run("apt-get", [...options, "download", name], { cwd: target });
  const file = (await readdir(target)).find((entry) => entry.endsWith(".deb")) ?? "";
  await run("dpkg-deb", ["-x", join(target, file), target]);
  return target;
}

/** What Lynis says of the box: its hardening index (0 to 100), warnings and suggestions, each beginning with its test's name. */
export async function askLynis(
  shell: RemoteShell,
  folder: string,
): Promise<{ index: number; warnings: string[]; suggestions: string[] }> {
  const lynis = await unpackPackage(folder, "lynis");
  const { stdout } = await run("tar", ["-C", lynis, "-cz", "usr", "etc"], {
    encoding: "buffer",
    maxBuffer: 64 * 1024 ** 2,
  });
  await shell.upload("/tmp/lynis.tar.gz", stdout);
  await runAsRoot(shell, "mkdir -p /run/lynis && tar -C /run/lynis -xzf /tmp/lynis.tar.gz");
  const place = "/run/lynis/usr/share/lynis";
  const etc = "/run/lynis/etc/lynis";
  const files = `--profile ${etc}/default.prf --plugindir ${etc}/plugins --logfile /run/lynis/log --report-file /run/lynis/report`;
  // Lynis looks for its parts beside itself when it is started from its own folder.
  const command = `cd ${place} && /bin/sh ../../sbin/lynis audit system --quick --quiet --no-colors ${files}`;
  // Emulated it takes 13 minutes: some of its tests wait for an internet that is not there.
  await runAsRoot(shell, command, "", [0, 78], 3600);
  const report = await runAsRoot(shell, "cat /run/lynis/report");
  await runAsRoot(shell, "rm -rf /run/lynis /tmp/lynis.tar.gz");
  const list = (name: string): string[] =>
    [...report.matchAll(new RegExp(`^${name}\\[\\]=(.*)$`, "gm"))].map(([, text = ""]) => text);
  return {
    index: Number(/^hardening_index=(\d+)/m.exec(report)?.[1]),
    warnings: list("warning"),
    suggestions: list("suggestion"),
  };
}

/** What ssh-audit calls a failure (`[fail]`) of the server behind this port of the host. */
export async function askSshAudit(port: number, folder: string): Promise<string[]> {
  const place = await unpackPackage(folder, "ssh-audit");
  const modules = join(place, "usr/lib/python3/dist-packages");
  const program = "import sys; from ssh_audit.ssh_audit import main; sys.exit(main())";
  const { stdout } = await run("python3", ["-c", program, "-n", "-p", String(port), "127.0.0.1"], {
    env: { ...process.env, PYTHONPATH: modules },
  }).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? "" }));
  if (!stdout.includes("(gen) banner")) throw new Error(`ssh-audit did not reach sshd:\n${stdout}`);
  return stdout.split("\n").filter((line) => line.includes("[fail]"));
}
