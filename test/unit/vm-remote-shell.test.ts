import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2 from "ssh2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFreePort } from "../../iso/vm/find-free-port.ts";
import { RemoteShell } from "../../iso/vm/remote-shell.ts";

const folder = mkdtempSync(join(tmpdir(), "clawdie-ssh-"));
const hostKey = ssh2.utils.generateKeyPairSync("ed25519");
const userKey = ssh2.utils.generateKeyPairSync("ed25519");
const otherKey = ssh2.utils.generateKeyPairSync("ed25519");
let port = 0;
let shell: RemoteShell;

/** A real SSH server of this process: accepts one key and runs commands with sh. */
const server = new ssh2.Server({ hostKeys: [hostKey.private] }, (client) => {
  const allowed = ssh2.utils.parseKey(userKey.public);
  if (allowed instanceof Error || Array.isArray(allowed)) throw new Error("no key");
  client.on("error", () => {});
  client.on("authentication", (attempt) => {
    const known = attempt.method === "publickey" && attempt.key.data.equals(allowed.getPublicSSH());
    if (known) attempt.accept();
    else attempt.reject(["publickey"]);
  });
  client.on("session", (accept) => {
    const session = accept();
    session.on("pty", (acceptTerminal) => acceptTerminal());
    const run = (channel: ssh2.ServerChannel, args: string[]): void => {
      const child = spawn("sh", args);
      channel.pipe(child.stdin);
      child.stdout.pipe(channel, { end: false });
      child.stderr.pipe(channel.stderr, { end: false });
      child.once("close", (code) => {
        channel.exit(code ?? 255);
        channel.end();
      });
    };
    session.on("exec", (acceptChannel, _, { command }) => run(acceptChannel(), ["-c", command]));
    session.on("shell", (acceptChannel) => run(acceptChannel(), []));
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
  shell = await RemoteShell.connect({ port, user: "me", privateKey: userKey.private, timeoutSeconds: 10 });
});
afterAll(() => {
  shell.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

test("commands give both outputs and their exit code, and many of them leave no listeners behind", async () => {
  const warnings: Error[] = [];
  const take = (warning: Error): unknown => warnings.push(warning);
  process.on("warning", take);
  for (let time = 0; time < 15; time += 1) {
    const result = await shell.run("echo out; echo err >&2; exit 3");
    expect(result).toEqual({ stdout: "out\n", stderr: "err\n", exitCode: 3 });
  }
  process.off("warning", take);
  expect(warnings).toEqual([]);
});

test("a list of words is quoted, input arrives", async () => {
  expect((await shell.run(["printf", "%s|", "it's", "$HOME", "a b"])).stdout).toBe("it's|$HOME|a b|");
  expect((await shell.run("cat", { input: "typed" })).stdout).toBe("typed");
});

test("files go up and come down byte for byte", async () => {
  const path = join(folder, "it's a file");
  const content = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 256));
  await shell.upload(path, content);
  expect(readFileSync(path).equals(content)).toBe(true);
  expect((await shell.download(path)).equals(content)).toBe(true);
  await expect(shell.download(join(folder, "absent"))).rejects.toThrow(/cannot read/);
});

test("an interactive shell shows what was typed for", async () => {
  const terminal = await shell.openShell();
  terminal.write("echo $((6 * 7))\n");
  await terminal.waitFor(/^42$/m, { timeoutSeconds: 10 });
  terminal.write("exit\n");
  await expect(terminal.waitFor("never", { timeoutSeconds: 10 })).rejects.toThrow(/closed before/);
});

test("a command past its limit is an error that names it", async () => {
  await expect(shell.run("sleep 3", { timeoutSeconds: 0.1 })).rejects.toThrow(/sleep 3/);
});

test("a refused key fails at once, a closed port after the limit", async () => {
  const refused = RemoteShell.connect({ port, user: "me", privateKey: otherKey.private, timeoutSeconds: 60 });
  await expect(refused).rejects.toThrow(/refused the key of me/);
  const closed = await findFreePort();
  const nobody = RemoteShell.connect({
    port: closed,
    user: "me",
    privateKey: userKey.private,
    timeoutSeconds: 0.1,
  });
  await expect(nobody).rejects.toThrow(/no SSH on port/);
});
