import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { IdentityStore } from "../../../admin-tui/remote/load-identities.ts";
import { openTarget } from "../../../admin-tui/remote/open-target.ts";
import { SshBox } from "../../../admin-tui/remote/ssh-box.ts";
import type { SshConnection } from "../../../admin-tui/remote/ssh-connection.ts";
import { SshLink } from "../../../admin-tui/remote/ssh-link.ts";
import { makeKey, startSshd, type TestSshd } from "./start-sshd.ts";

const folder = mkdtempSync(join(tmpdir(), "clawdie-box-"));
const home = join(folder, "home");
let server: TestSshd;
let box: SshBox;
let connection: SshConnection | null = null;

beforeAll(async () => {
  mkdirSync(join(home, ".ssh"), { recursive: true });
  const key = makeKey(join(home, ".ssh/id_ed25519"));
  server = await startSshd(folder, [key]);
  writeFileSync(join(home, ".ssh/known_hosts"), `[127.0.0.1]:${server.port} ${server.hostKey}\n`);
  const target = {
    name: "box",
    host: "127.0.0.1",
    port: server.port,
    user: userInfo().username,
    identityFiles: [],
  };
  const account = { home, identities: new IdentityStore({ home, agentSocket: null }), timeoutSeconds: 50 };
  const connect = async (): Promise<SshConnection> => {
    connection = await openTarget(target, account);
    return connection;
  };
  box = new SshBox("box", new SshLink({ connect, now: () => new Date() }));
});
afterAll(async () => {
  await box.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a command's words, input, outputs and exit code go there and back unchanged", async () => {
  const words = ["it's", "$HOME", "a  b", "", "-n", "`id`", 'x"y', "\\", "line\nbreak", "Žiga 助手", "*"];
  const script = 'for word in "$@"; do printf "%s|" "$word"; done; cat; echo trouble >&2; exit 7';
  const result = await box.run(["sh", "-c", script, "sh", ...words], { input: "typed\n" });
  expect(result).toEqual({ code: 7, stdout: `${words.join("|")}|typed\n`, stderr: "trouble\n" });
});

test("sbin is searched, and nothing of the laptop's environment is there", async () => {
  const { stdout } = await box.run(["sh", "-c", 'echo "$PATH $LC_ALL"']);
  expect(stdout).toMatch(/\/usr\/sbin:.* C\n$/);
});

test("a command past its limit is ended on the box, with code 124", async () => {
  const pidFile = join(folder, "late.pid");
  const { code } = await box.run(["sh", "-c", `echo $$ > ${pidFile}; exec sleep 1000`], {
    timeoutSeconds: 1,
  });
  expect(code).toBe(124);
  await expect.poll(() => isAlive(readFileSync(pidFile, "utf8").trim())).toBe(false);
});

test("twelve commands at once are all answered, although sshd allows ten channels", async () => {
  const results = await Promise.all(Array.from({ length: 12 }, (_, at) => box.run(["echo", String(at)])));
  expect(results.map(({ stdout }) => stdout.trim())).toEqual(
    Array.from({ length: 12 }, (_, at) => String(at)),
  );
});

test("a followed command hands over lines of both streams, and ends by itself with its code", async () => {
  const lines: string[] = [];
  const followed = box.follow(
    ["sh", "-c", "echo one; sleep 0.2; echo two >&2; printf three; exit 4"],
    (line) => lines.push(line),
  );
  expect(await followed.done).toBe(4);
  expect(lines.toSorted()).toEqual(["one", "three", "two"]);
});

test("stopping ends the followed command on the box, also one that says nothing more", async () => {
  let pid = "";
  const followed = box.follow(["sh", "-c", "echo $$; exec sleep 1000"], (line) => {
    pid = line;
  });
  await expect.poll(() => pid, { timeout: 20_000 }).not.toBe("");
  followed.stop();
  expect(await followed.done).toBe(143);
  expect(isAlive(pid)).toBe(false);
});

test("a cut connection is an error of the command, a state of the link, and opened again for the next one", async () => {
  const states: string[] = [];
  const stop = box.link.watch(() => states.push(box.link.state.state));
  const running = box.run(["sleep", "1000"]);
  const followed = box.follow(["sh", "-c", "echo begun; exec sleep 1000"], () => connection?.destroy());
  await expect(running).rejects.toThrow(/SSH was cut/);
  await expect(followed.done).rejects.toThrow(/cut while following/);
  expect(box.link.state).toMatchObject({ state: "down", error: { hint: "Is the box restarting?" } });
  expect((await box.run(["echo", "back"])).stdout).toBe("back\n");
  expect(states).toEqual(["down", "up"]);
  stop();
});

test("when nobody listens any more every command says so, and a box that is back is used again", async () => {
  await server.stop();
  connection?.destroy();
  await expect.poll(() => box.link.state.state).toBe("down");
  await expect(box.run(["true"])).rejects.toThrow(/no SSH connection: nothing listens there/);
  await expect(box.run(["true"])).rejects.toThrow(/no SSH connection: nothing listens there/);
  server = await startSshd(folder, [join(home, ".ssh/id_ed25519")], { port: server.port });
  await box.link.open(true);
  expect((await box.run(["echo", "back"])).stdout).toBe("back\n");
});

function isAlive(pid: string): boolean {
  expect(pid).toMatch(/^\d+$/);
  try {
    return !execFileSync("ps", ["-o", "stat=", "-p", pid], { encoding: "utf8" }).startsWith("Z");
  } catch {
    return false;
  }
}
