import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { renderDashboardOpening, renderFirewall } from "../../../setup/config-files/render-firewall.ts";
import { createBrowserSession } from "./browser-session.ts";
import { operator, prepareOperator } from "./prepare-operator.ts";
import { startDashboard, startDatabase } from "./start-dashboard.ts";

const program = join(import.meta.dirname, "../../../controlplane/set-operator.ts");
const isRoot = process.getuid?.() === 0;
const next = { email: "next@example.org", password: "canary-reset sentence" } as const;

/** The paths of a box, for one process: its /etc and its database, and a network whose firewall is its own. */
const boxPaths = `
mount --bind "$1" /etc
mount -t tmpfs tmpfs /run
mkdir /run/postgresql
mount --bind "$2" /run/postgresql
nft -f /etc/nftables.conf
shift 2
script --quiet --return --echo never --command "$*" /dev/null
code=$?
nft list set inet clawdie dashboard
exit $code`;

function makeEtc(): string {
  const folder = mkdtempSync(join(tmpdir(), "clawdie-etc-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ["passwd", "group", "ld.so.cache", "nsswitch.conf"]) {
    if (existsSync(join("/etc", name))) cpSync(join("/etc", name), join(folder, name));
  }
  mkdirSync(join(folder, "clawdie/firewall.d"), { recursive: true });
  writeFileSync(join(folder, "clawdie/setup.env"), "");
  writeFileSync(join(folder, "nftables.conf"), renderFirewall({ ssh: false }));
  return folder;
}

/** `set-operator` at a terminal of a box, typing these lines when it asks. */
async function runOnBox(
  etc: string,
  socketFolder: string,
  args: readonly string[],
  lines: readonly string[],
) {
  const unshare = ["--mount", "--net", "sh", "-c", boxPaths, "sh", etc, socketFolder];
  const child = spawn("unshare", [...unshare, process.execPath, program, ...args], {
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", TERM: "xterm", SHELL: "/bin/sh" },
  });
  const waiting = [...lines];
  let [seen, output] = ["", ""];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += String(chunk);
      seen += String(chunk);
      if (!/(Password for \S+|The same again): $/.test(seen)) return;
      seen = "";
      child.stdin.write(waiting.shift() ?? "\u0003");
    });
  }
  await once(child, "close");
  return { code: child.exitCode, output };
}

test.runIf(isRoot)(
  "set-operator --reset on the box: email and password are new, every session has ended, the port is open",
  {
    timeout: 240_000,
  },
  async () => {
    const database = await startDatabase();
    await prepareOperator(database);
    const dashboard = await startDashboard(database);
    await vi.waitUntil(() => dashboard.log().includes("listens on port"), { timeout: 60_000 });
    const browser = createBrowserSession(dashboard.port);
    expect((await browser.post("/sign-in", operator)).status).toBe(303);
    expect((await browser.get("/account")).status).toBe(200);

    const etc = makeEtc();
    const typed = [`${next.password}\n`, `${next.password}\n`];
    const { code, output } = await runOnBox(etc, database.socketFolder, ["--reset", next.email], typed);
    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringContaining("every session has ended"),
    });
    expect(output).not.toContain(next.password);
    expect(output).toMatch(/elements = \{ 8443 \}/);
    expect(readFileSync(join(etc, "clawdie/firewall.d/dashboard.nft"), "utf8")).toBe(
      renderDashboardOpening(),
    );

    expect((await browser.get("/account")).headers.location).toBe("/sign-in");
    const other = createBrowserSession(dashboard.port, "127.0.0.2");
    expect((await other.post("/sign-in", operator)).status).toBe(401);
    expect((await other.post("/sign-in", { ...next, email: operator.email })).status).toBe(401);
    expect((await other.post("/sign-in", next)).status).toBe(303);
    const { rows } = await database.pool.query('SELECT count(*)::int AS n, min(email) AS email FROM "user"');
    expect(rows).toEqual([{ n: 1, email: next.email }]);
  },
);

test.runIf(isRoot)(
  "--reset with two passwords that differ, or without an operator, changes nothing",
  {
    timeout: 240_000,
  },
  async () => {
    const database = await startDatabase();
    const etc = makeEtc();
    expect(await runOnBox(etc, database.socketFolder, ["--reset", next.email], [])).toMatchObject({
      code: 1,
      output: expect.stringContaining("There is no operator yet"),
    });
    await prepareOperator(database);
    const before = await database.pool.query("SELECT password FROM account");
    const differ = [`${next.password}\n`, "canary-other sentence\n", "\u0003"];
    const { code } = await runOnBox(etc, database.socketFolder, ["--reset", next.email], differ);
    expect(code).not.toBe(0);
    expect((await database.pool.query("SELECT password FROM account")).rows).toEqual(before.rows);
    expect(existsSync(join(etc, "clawdie/firewall.d/dashboard.nft"))).toBe(false);
  },
);
