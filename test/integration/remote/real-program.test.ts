import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { execa } from "execa";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { bundlePrograms } from "../../../iso/layers/app-layer.ts";
import { findFreePort } from "../../../iso/vm/find-free-port.ts";
import { buildStatus } from "../../build-status.ts";
import { makeKey, startSshd, type TestSshd } from "./start-sshd.ts";

const checkout = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "clawdie-fleet-"));
// Where nothing of the checkout is found, as on a box.
const program = join(folder, "programs/clawdie-admin.mjs");
const home = join(folder, "home");
const account = userInfo().username;
const passphrase = "canary-passphrase-91be";
const servers: TestSshd[] = [];
let hanging: Server | undefined;
let ports: { well: number; full: number; hanging: number; closed: number };

beforeAll(async () => {
  await bundlePrograms(checkout, join(folder, "programs"), { "clawdie-admin": "admin-tui/main.tsx" });
  mkdirSync(join(home, ".ssh"), { recursive: true });
  const key = makeKey(join(home, ".ssh/id_ed25519"), { passphrase });
  const well = await startBox("well", key, {});
  const pool = { name: "zroot", health: "ONLINE", sizeBytes: 1e9, freeBytes: 9e7, usedPercent: 91 };
  const full = await startBox("full", key, { hostname: "full", version: "0.2.0", pool });
  hanging = createServer(() => {}).listen(0, "127.0.0.1");
  await once(hanging, "listening");
  const { port } = hanging.address() as { port: number };
  ports = { well: well.port, full: full.port, hanging: port, closed: await findFreePort() };
}, 120_000);
afterAll(async () => {
  for (const server of servers) await server.stop();
  hanging?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A box as far as SSH and `clawdie status` go; its words come from a file. */
async function startBox(name: string, key: string, overrides: Parameters<typeof buildStatus>[0]) {
  const own = join(folder, name);
  mkdirSync(own);
  writeFileSync(join(own, "status.json"), JSON.stringify(buildStatus(overrides)));
  const clawdie = `#!/bin/sh
cd '${own}' && cat status.json && echo
while [ "$3" = --every ]; do sleep 0.3; cat status.json; echo; done
`;
  const sudo = '#!/bin/sh\n[ "$1" = -n ] && shift; exec "$@"\n';
  for (const [program, text] of Object.entries({ clawdie, sudo })) {
    writeFileSync(join(own, program), text);
    chmodSync(join(own, program), 0o755);
  }
  const server = await startSshd(own, [key], { programs: own });
  servers.push(server);
  return server;
}

function writeInventory(names: readonly (keyof typeof ports)[]): string {
  const file = join(folder, "boxes.toml");
  const boxes = names.map(
    (name) => `[[box]]\nname = "${name}"\nhost = "${account}@127.0.0.1:${ports[name]}"\n`,
  );
  writeFileSync(file, boxes.join("\n"));
  return file;
}

function trustBoxes(): void {
  const lines = servers.map(({ port, hostKey }) => `[127.0.0.1]:${port} ${hostKey}\n`);
  writeFileSync(join(home, ".ssh/known_hosts"), lines.join(""));
}

const env = { PATH: process.env.PATH, HOME: home, TERM: "vt220", LC_ALL: "C.UTF-8" };

function run(...args: string[]) {
  return execa(process.execPath, [program, ...args], {
    env,
    extendEnv: false,
    reject: false,
    stdin: "ignore",
  });
}

/** The program on a terminal that the kernel made. */
function start(...args: string[]) {
  const command = `stty rows 24 cols 80; exec ${[process.execPath, program, ...args].join(" ")}`;
  const child: ChildProcess = spawn("script", ["-qfec", command, "/dev/null"], {
    stdio: ["pipe", "pipe", "inherit"],
    env,
  });
  onTestFinished(() => void child.kill());
  let output = "";
  let all = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    all += text;
  });
  const exit = new Promise<number | null>((resolve) => child.on("exit", resolve));
  /** Waits until all of these were written since the last time; of a row only what has changed is written. */
  const see = async (...words: string[]): Promise<void> => {
    const isMissing = (word: string): boolean => !stripVTControlCharacters(output).includes(word);
    for (let tries = 0; words.some(isMissing); tries += 1) {
      if (tries > 1200)
        throw new Error(`never seen: ${words.filter(isMissing)}\n${stripVTControlCharacters(output)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    output = "";
  };
  return { see, type: (text: string) => child.stdin?.write(text), exit, all: () => all };
}

test("without a terminal nothing is asked and an unknown box is refused with its fingerprint", async () => {
  rmSync(join(home, ".ssh/known_hosts"), { force: true });
  const { exitCode, stderr } = await run("--host", `${account}@127.0.0.1:${ports.well}`, "--once");
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`is not known on this computer: ED25519 ${servers[0]?.fingerprint}`);
});

test("with one the fingerprint is compared, the passphrase is not shown, and the screens of the box come", async () => {
  rmSync(join(home, ".ssh/known_hosts"), { force: true });
  const app = start("--host", `${account}@127.0.0.1:${ports.well}`, "--plain");
  await app.see(servers[0]?.fingerprint ?? "", "Is it the same?");
  app.type("maybe\r");
  await app.see("Is it the same?");
  app.type(`${servers[0]?.fingerprint}\r`);
  await app.see("Recorded in");
  await app.see("Passphrase of");
  app.type("wrong\r");
  await app.see("not its passphrase", "Passphrase of");
  app.type(`${passphrase}\r`);
  await app.see("Clawdie is ready and answers on Telegram");
  app.type("q");
  expect(await app.exit).toBe(0);
  expect(app.all()).not.toContain(passphrase);
  expect(readFileSync(join(home, ".ssh/known_hosts"), "utf8")).toContain(servers[0]?.hostKey);
});

test("another fingerprint than the box's is refused and nothing is recorded", async () => {
  rmSync(join(home, ".ssh/known_hosts"), { force: true });
  const app = start("--host", `${account}@127.0.0.1:${ports.well}`);
  await app.see("Is it the same?");
  app.type("SHA256:c4naryc4naryc4naryc4naryc4naryc4naryc4nary0\r");
  await app.see("nothing was accepted");
  expect(await app.exit).toBe(1);
  expect(() => readFileSync(join(home, ".ssh/known_hosts"))).toThrow(/ENOENT/);
});

test("the fleet as JSON and as a table: a hanging box costs nobody else their answer", async () => {
  trustBoxes();
  // Without a passphrase nobody needs to be asked.
  const open = join(folder, "open");
  copyFileSync(join(home, ".ssh/id_ed25519"), open);
  chmodSync(open, 0o600);
  execFileSync("ssh-keygen", ["-q", "-p", "-P", passphrase, "-N", "", "-f", open]);
  const inventory = writeInventory(["well", "full", "closed", "hanging"]);
  const { exitCode, stdout } = await run("--inventory", inventory, "--json", "--identity", open);
  expect(exitCode).toBe(1);
  const { boxes } = JSON.parse(stdout) as {
    boxes: { name: string; state: string; trouble: string | null }[];
  };
  expect(boxes.map(({ name, state, trouble }) => [name, state, trouble])).toEqual([
    ["closed", "unreachable", "no SSH connection: nothing listens there (connection refused)"],
    ["hanging", "unreachable", "no SSH connection: no answer in time"],
    ["full", "warning", "The disk is 91 % full."],
    ["well", "ok", null],
  ]);
  const table = await run("--inventory", writeInventory(["well", "full"]), "--once", "--identity", open);
  expect(table.exitCode).toBe(2);
  expect(table.stdout).toMatch(/^full .* warning +yes +0\.2\.0 +91% +now/m);
});

test("the overview on a terminal: into a box and back, gone and back again", async () => {
  trustBoxes();
  const app = start("--inventory", writeInventory(["well", "full", "hanging"]), "--plain");
  // Once for both boxes.
  await app.see("Passphrase of");
  app.type(`${passphrase}\r`);
  await app.see("! full", "+ well", "X hanging");
  app.type("\u001b[B");
  await app.see("> ! full");
  app.type("\r");
  await app.see("Over SSH:");
  await app.see("The disk is 91 % full.");
  app.type("\u001b");
  await app.see("3 boxes:");
  // Trouble moves to the top by itself.
  writeFileSync(
    join(folder, "well/status.json"),
    JSON.stringify(buildStatus({ database: { ready: false } })),
  );
  await app.see("X well");
  const { port, stop, cut } = servers[1] as TestSshd;
  cut();
  await stop();
  await app.see("2 unreachable", "nothing listens there");
  const own = join(folder, "full");
  servers[1] = await startSshd(own, [join(home, ".ssh/id_ed25519")], { port, programs: own });
  app.type("r");
  await app.see("! full");
  app.type("q");
  expect(await app.exit).toBe(0);
});

test("a faulty inventory is refused with file, line and cure", async () => {
  const file = join(folder, "wrong.toml");
  writeFileSync(file, '[[box]]\nname = "a"\nhost = "b c"\nport = 0\n');
  const { exitCode, stderr } = await run("--inventory", file, "--json");
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`${file}:4: port must be a number`);
});
