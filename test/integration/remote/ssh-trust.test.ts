import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { PassphraseNeededError } from "../../../admin-tui/remote/identity.ts";
import { RefusedHostKeyError, UnknownHostKeyError } from "../../../admin-tui/remote/judge-host-key.ts";
import { recordHostKey } from "../../../admin-tui/remote/known-hosts-files.ts";
import { IdentityStore } from "../../../admin-tui/remote/load-identities.ts";
import { openTarget } from "../../../admin-tui/remote/open-target.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { makeKey, startSshd, type TestSshd } from "./start-sshd.ts";

const folder = mkdtempSync(join(tmpdir(), "clawdie-trust-"));
const passphrase = "canary-passphrase-7f3a";
let server: TestSshd;
let home = "";
let homes = 0;
const keys = { plain: "", locked: "", ecdsa: "", rsa: "", stranger: "" };

beforeAll(async () => {
  keys.plain = makeKey(join(folder, "plain"));
  keys.locked = makeKey(join(folder, "locked"), { passphrase });
  keys.ecdsa = makeKey(join(folder, "ecdsa"), { type: "ecdsa" });
  keys.rsa = makeKey(join(folder, "rsa"), { type: "rsa" });
  keys.stranger = makeKey(join(folder, "stranger"));
  server = await startSshd(folder, [keys.plain, keys.locked, keys.ecdsa, keys.rsa]);
});
beforeEach(() => {
  homes += 1;
  home = join(folder, `home-${homes}`);
  mkdirSync(home);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function connect(identityFiles: readonly string[], agentSocket: string | null = null) {
  return openTarget(aim(identityFiles), account(new IdentityStore({ home, agentSocket })));
}

function aim(identityFiles: readonly string[]) {
  return { name: "box", host: "127.0.0.1", port: server.port, user: userInfo().username, identityFiles };
}

function account(identities: IdentityStore) {
  return { home, identities, timeoutSeconds: 50 };
}

function writeKnownHosts(text: string): string {
  mkdirSync(join(home, ".ssh"));
  const file = join(home, ".ssh/known_hosts");
  writeFileSync(file, text);
  return file;
}

function trust(): string {
  return writeKnownHosts(`[127.0.0.1]:${server.port} ${server.hostKey}\n`);
}

test("an unknown host key is never accepted, and its fingerprint is the one ssh-keygen says", async () => {
  const error = await connect([keys.plain]).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UnknownHostKeyError);
  expect((error as UnknownHostKeyError).message).toContain(`ED25519 ${server.fingerprint}`);
});

test("once it is recorded it is known, to ssh-keygen too, in a file of mode 600", async () => {
  const error = await connect([keys.plain]).catch((thrown: unknown) => thrown);
  const { hostName, key } = error as UnknownHostKeyError;
  const file = await recordHostKey(home, hostName, key);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(findWithSshKeygen(file, hostName)).toContain(server.hostKey);
  (await connect([keys.plain])).close();
});

test("in a file of hashed names the new name is hashed, a last line without its end stays whole", async () => {
  const file = writeKnownHosts(`[127.0.0.1]:1 ${server.hostKey}`);
  execFileSync("ssh-keygen", ["-H", "-f", file], { stdio: "ignore" });
  writeFileSync(file, readFileSync(file, "utf8").trimEnd());
  const error = await connect([keys.plain]).catch((thrown: unknown) => thrown);
  const { hostName, key } = error as UnknownHostKeyError;
  await recordHostKey(home, hostName, key);
  expect(readFileSync(file, "utf8")).not.toContain("127.0.0.1");
  expect(findWithSshKeygen(file, "[127.0.0.1]:1")).toContain(server.hostKey);
  expect(findWithSshKeygen(file, hostName)).toContain(server.hostKey);
  (await connect([keys.plain])).close();
});

test("a changed host key is refused with file, line and cure, whatever else fits", async () => {
  const other = readFileSync(`${keys.stranger}.pub`, "utf8");
  const file = writeKnownHosts(`# mine\n[127.0.0.1]:${server.port} ${other}`);
  const error = await connect([keys.plain]).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RefusedHostKeyError);
  const { message, hint } = error as RefusedHostKeyError;
  expect(message).toContain(`${file}, line 2`);
  expect(message).toContain(server.fingerprint);
  const name = `[127.0.0.1]:${server.port}`;
  expect(hint).toContain(`ssh-keygen -R '${name}' -f '${file}'`);
  // The cure does what it says.
  execFileSync("ssh-keygen", ["-R", name, "-f", file], { stdio: "ignore" });
  await expect(connect([keys.plain])).rejects.toThrow(UnknownHostKeyError);
});

test("a revoked host key is refused although another line accepts it", async () => {
  const name = `[127.0.0.1]:${server.port}`;
  writeKnownHosts(`${name} ${server.hostKey}\n@revoked * ${server.hostKey}\n`);
  await expect(connect([keys.plain])).rejects.toThrow(/is revoked: .*line 2/);
});

test("a certificate authority is said to be unsupported, never trusted", async () => {
  writeKnownHosts(`@cert-authority * ${server.hostKey}\n`);
  await expect(connect([keys.plain])).rejects.toThrow(/line 1 trusts a certificate authority/);
});

test.each(["plain", "ecdsa", "rsa"] as const)("a named %s key opens it", async (kind) => {
  trust();
  (await connect([keys[kind]])).close();
});

test("without names the usual files are used", async () => {
  trust();
  execFileSync("cp", [keys.plain, join(home, ".ssh/id_ed25519")]);
  (await connect([])).close();
});

test("a passphrase is asked for only when the box wants that key, and opens it", async () => {
  trust();
  const identities = new IdentityStore({ home, agentSocket: null });
  const open = () => openTarget(aim([keys.locked]), account(identities));
  const error = await open().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PassphraseNeededError);
  const { identity } = error as PassphraseNeededError;
  expect(identity.unlock(new Secret("wrong"))).toBe(false);
  expect(identity.unlock(new Secret(passphrase))).toBe(true);
  (await open()).close();
});

test("refused keys are named with the cure", async () => {
  trust();
  await expect(connect([keys.stranger])).rejects.toMatchObject({
    message: expect.stringContaining(`refused every key offered to ${userInfo().username}: ${keys.stranger}`),
    hint: expect.stringContaining("SSH_AUTHORIZED_KEY"),
  });
  await expect(connect([])).rejects.toThrow(/no SSH key to offer/);
  await expect(connect([join(folder, "absent")])).rejects.toThrow(/there is no key/);
  await expect(connect([`${keys.plain}.pub`])).rejects.toThrow(/is a public key/);
});

test.each(["plain", "ecdsa", "rsa"] as const)("a %s key of the agent opens it", async (kind) => {
  trust();
  await withAgent([keys[kind]], async (socket) => (await connect([], socket)).close());
});

test("an agent with a named file's key spares its passphrase; too many keys are said to be too many", async () => {
  trust();
  const askpass = join(folder, "askpass");
  writeFileSync(askpass, `#!/bin/sh\necho ${passphrase}\n`, { mode: 0o755 });
  const env = { ...process.env, SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: "force" };
  await withAgent([], async (socket) => {
    const add = (key: string): void => {
      execFileSync("ssh-add", [key], { env: { ...env, SSH_AUTH_SOCK: socket }, stdio: "ignore" });
    };
    for (const at of [1, 2, 3]) add(makeKey(join(home, `wrong-${at}`)));
    add(keys.locked);
    (await connect([keys.locked], socket)).close();
    await expect(connect([], socket)).rejects.toMatchObject({
      message: expect.stringContaining("refused every key"),
      hint: expect.stringContaining("name the right one with --identity"),
    });
  });
});

test("an agent that takes the question and never answers is done without, and named", async () => {
  trust();
  const socket = join(home, "silent");
  const questions: Socket[] = [];
  const silent = createServer((question) => void questions.push(question)).listen(socket);
  onTestFinished(() => {
    for (const question of questions) question.destroy();
    silent.close();
  });
  await once(silent, "listening");
  const identities = new IdentityStore({ home, agentSocket: socket });
  const open = (identityFiles: readonly string[]) => openTarget(aim(identityFiles), account(identities));
  const [opened] = await Promise.all([
    open([keys.plain]),
    expect(open([])).rejects.toThrow(/the agent does not answer, none of the usual files/),
    expect(open([keys.stranger])).rejects.toThrow(/refused every key.*; the agent does not answer/),
  ]);
  opened.close();
  expect(questions).toHaveLength(1);
});

function findWithSshKeygen(file: string, name: string): string {
  return execFileSync("ssh-keygen", ["-F", name, "-f", file], { encoding: "utf8" });
}

async function withAgent(files: readonly string[], work: (socket: string) => Promise<void>): Promise<void> {
  const socket = join(home, "agent");
  const said = execFileSync("ssh-agent", ["-a", socket], { encoding: "utf8" });
  try {
    for (const file of files)
      execFileSync("ssh-add", ["-q", file], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
    await work(socket);
  } finally {
    process.kill(Number(/SSH_AGENT_PID=(\d+)/.exec(said)?.[1]));
  }
}
