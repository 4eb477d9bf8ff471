import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { findFreePort } from "../../../iso/vm/find-free-port.ts";
import { renderSshdConfig } from "../../../setup/config-files/render-sshd-config.ts";

export interface TestSshd {
  readonly port: number;
  /** `SHA256:…` of its host key, as ssh-keygen says it. */
  readonly fingerprint: string;
  /** `ssh-ed25519 AAAA…`. */
  readonly hostKey: string;
  /** Ends the server; connections that are open stay, as sshd's own processes serve them. */
  stop(): Promise<void>;
  /** Cuts every open connection, as a power cut would; new ones are taken. */
  cut(): void;
}

/** A pair of keys made by ssh-keygen; the file of the private one. */
export function makeKey(path: string, options: { type?: string; passphrase?: string } = {}): string {
  const { type = "ed25519", passphrase = "" } = options;
  execFileSync("ssh-keygen", ["-q", "-t", type, "-N", passphrase, "-C", `${type} test key`, "-f", path]);
  return path;
}

/**
 * Debian's OpenSSH server on loopback with what a box has in its sshd_config, for the account that runs the test.
 * @param options.programs folder that is searched before all others.
 * @param folder keeps its files; host key `host_key` is made when it is not there.
 */
export async function startSshd(
  folder: string,
  authorizedKeys: readonly string[],
  options: { port?: number; programs?: string } = {},
): Promise<TestSshd> {
  const port = options.port ?? (await findFreePort());
  const account = userInfo().username;
  const hostKey = join(folder, "host_key");
  try {
    readFileSync(hostKey);
  } catch {
    makeKey(hostKey);
  }
  const keys = join(folder, "authorized_keys");
  writeFileSync(keys, authorizedKeys.map((path) => readFileSync(`${path}.pub`, "utf8")).join(""));
  const config = renderSshdConfig(account, keys)
    .replace(/^KexAlgorithms (.*)$/m, (_, names: string) => `KexAlgorithms ${keepKnown(names)}`)
    .replace(/^HostKey .*$/m, `HostKey ${hostKey}`)
    // The test may run as root, and the folder of the test belongs to whom it wants.
    .replace(/^PermitRootLogin .*$/m, "PermitRootLogin prohibit-password\nStrictModes no")
    .concat(options.programs === undefined ? "" : searchFirst(folder, options.programs))
    .concat(`Port ${port}\nListenAddress 127.0.0.1\nPidFile none\nUsePAM no\n`);
  writeFileSync(join(folder, "sshd_config"), config);
  if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
  const child = spawn("/usr/sbin/sshd", ["-D", "-e", "-f", join(folder, "sshd_config")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  await waitForListening(child);
  const said = execFileSync("ssh-keygen", ["-lf", hostKey], { encoding: "utf8" });
  return {
    port,
    fingerprint: said.split(" ")[1] ?? "",
    hostKey: readFileSync(`${hostKey}.pub`, "utf8").split(" ").slice(0, 2).join(" "),
    stop: () => endProcess(child),
    cut: () => {
      // Those who serve connections carry the port of their server in no way but this: their parent.
      for (const pid of listChildren(child.pid)) process.kill(pid, "SIGKILL");
    },
  };
}

/** The box's OpenSSH is newer than Debian 12's. */
function keepKnown(names: string): string {
  const known = execFileSync("ssh", ["-Q", "kex"], { encoding: "utf8" }).split("\n");
  return names
    .split(",")
    .filter((name) => known.includes(name))
    .join(",");
}

/** The search path that clawdie-admin sets is put behind this folder. */
function searchFirst(folder: string, programs: string): string {
  const script = join(folder, "run-first");
  const edit = `s#'PATH=#'PATH=${programs}:#`;
  writeFileSync(script, `#!/bin/sh\nexec sh -c "$(printf %s "$SSH_ORIGINAL_COMMAND" | sed "${edit}")"\n`, {
    mode: 0o755,
  });
  return `ForceCommand ${script}\n`;
}

function listChildren(pid: number | undefined): number[] {
  try {
    const said = execFileSync("pgrep", ["-P", String(pid)], { encoding: "utf8" });
    return said.split("\n").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function waitForListening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    const lines = createInterface({ input: child.stderr as NodeJS.ReadableStream });
    lines.on("line", (line) => {
      said += `${line}\n`;
      if (line.includes("Server listening")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`sshd ended with ${code}:\n${said}`)));
  });
}

export function endProcess(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill();
  });
}
