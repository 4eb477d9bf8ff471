import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createOperator, findOperator, insertOperator } from "../../../controlplane/auth/operator-account.ts";
import { migrateDatabase } from "../../../controlplane/database/migrate-database.ts";
import { readMigrations } from "../../../controlplane/database/read-migrations.ts";
import { openDatabase } from "../../../setup/host/open-database.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { hashDashboardPassword, matchesDashboardHash } from "../../../setup/settings/hash-password.ts";
import { startDatabase, type TestDatabase } from "./start-dashboard.ts";

const folder = join(import.meta.dirname, "../../../controlplane");
const program = join(folder, "set-operator.ts");
const password = "canary-set-operator sentence";

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Without a terminal: standard input is a pipe. */
async function run(database: TestDatabase, args: readonly string[], input = ""): Promise<Ended> {
  const child = spawn(process.execPath, [program, "--socket", database.socketFolder, ...args], { env: {} });
  return collect(child, input);
}

/** At a terminal, made by util-linux's script(1), typing these lines when a prompt waits for them. */
async function runAtTerminal(
  database: TestDatabase,
  args: readonly string[],
  lines: readonly string[],
): Promise<Ended> {
  const command = [process.execPath, program, "--socket", database.socketFolder, ...args].join(" ");
  const child = spawn(
    "script",
    ["--quiet", "--return", "--echo", "never", "--command", command, "/dev/null"],
    {
      env: { PATH: process.env.PATH, TERM: "xterm", SHELL: "/bin/sh" },
    },
  );
  const waiting = [...lines];
  let seen = "";
  child.stdout.on("data", (chunk) => {
    seen += String(chunk);
    if (!/(Password for \S+|The same again): $/.test(seen)) return;
    seen = "";
    child.stdin.write(waiting.shift() ?? "\u0003");
  });
  return collect(child, null);
}

async function collect(child: ReturnType<typeof spawn>, input: string | null): Promise<Ended> {
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => chunks.push(String(chunk)));
  if (input !== null) child.stdin?.end(input);
  await once(child, "close");
  return { code: child.exitCode, output: chunks.join("") };
}

async function readPasswordHash(database: TestDatabase): Promise<Secret> {
  const { rows } = await database.pool.query<{ password: string }>("SELECT password FROM account");
  expect(rows).toHaveLength(1);
  return new Secret(rows[0]?.password ?? "");
}

async function countAccounts(database: TestDatabase): Promise<string> {
  const sql = "SELECT (SELECT count(*) FROM \"user\") || ' ' || (SELECT count(*) FROM account) AS both";
  return (await database.pool.query<{ both: string }>(sql)).rows[0]?.both ?? "";
}

test("a password typed twice makes the operator and is shown nowhere", { timeout: 120_000 }, async () => {
  const database = await startDatabase();
  const typed = [`${password}\r`, `${password}\r`];
  const { code, output } = await runAtTerminal(database, ["Op@Example.org"], typed);
  expect(output).toContain("op@example.org is the operator of this box.");
  expect(code).toBe(0);
  expect(output).not.toContain("canary-set-operator");
  expect(await findOperator(database.pool)).toBe("op@example.org");
  expect(await matchesDashboardHash(new Secret(password), await readPasswordHash(database))).toBe(true);

  const second = await runAtTerminal(database, ["other@example.org"], typed);
  expect(second.code).toBe(1);
  expect(second.output).toContain("already has an operator");
  expect(await findOperator(database.pool)).toBe("op@example.org");
  const link = await run(database, ["--link", "other@example.org"]);
  expect(link.code).toBe(1);
});

test("a weak password and two that differ are said, and Ctrl-C changes nothing", {
  timeout: 120_000,
}, async () => {
  const database = await startDatabase();
  const lines = ["short\r", `${password}\r`, `${password}!\r`, "\u0003"];
  const { code, output } = await runAtTerminal(database, ["op@example.org"], lines);
  expect(output).toContain("at least 12 are needed");
  expect(output).toContain("The two differ.");
  expect(code).toBe(3);
  expect(await findOperator(database.pool)).toBeNull();
});

test("without a terminal, without an email, and with --reset outside a box it refuses", {
  timeout: 120_000,
}, async () => {
  const database = await startDatabase();
  expect(await run(database, ["op@example.org"], `${password}\n`)).toMatchObject({
    code: 1,
    output: expect.stringContaining("at a terminal, and this is none"),
  });
  expect(await run(database, ["no-address"])).toMatchObject({ code: 2 });
  expect(await run(database, ["--reset", "op@example.org"])).toMatchObject({
    code: 1,
    output: expect.stringContaining("on the box itself only"),
  });
  expect(await run(database, [])).toMatchObject({ code: 64 });
  expect(await run(database, ["--hash-from-stdin", "op@example.org"], "a plain password\n")).toMatchObject({
    code: 2,
  });
  expect(await findOperator(database.pool)).toBeNull();
});

test("fifty at the same time make exactly one operator", { timeout: 120_000 }, async () => {
  const database = await startDatabase();
  await migrateDatabase(database.pool, await readMigrations(join(folder, "migrations")));
  const passwordHash = await hashDashboardPassword(new Secret(password));
  const access = { socketFolder: database.socketFolder, port: 5432, role: "system_ops", actAs: null };
  const pool = openDatabase({ ...access, connections: 50 }, "system_ops");
  // All fifty connections are there before the race begins.
  const clients = await Promise.all(Array.from({ length: 50 }, () => pool.connect()));
  for (const client of clients) client.release();
  const emails = clients.map((_, index) => `op${index}@example.org`);
  const attempts = emails.map((email) => createOperator(pool, { email, passwordHash }));
  const programs = ["a@example.org", "b@example.org"].map((email) =>
    run(database, ["--hash-from-stdin", email], `${passwordHash.reveal()}\n`),
  );
  const made = (await Promise.all(attempts)).filter((one) => one);
  const ended = (await Promise.all(programs)).filter(({ code }) => code === 0);
  await pool.end();
  expect(made.length + ended.length).toBe(1);
  expect(await countAccounts(database)).toBe("1 1");
});

test("an account that was cut short in the middle is none at all", { timeout: 120_000 }, async () => {
  const database = await startDatabase();
  await migrateDatabase(database.pool, await readMigrations(join(folder, "migrations")));
  const passwordHash = await hashDashboardPassword(new Secret(password));
  const client = await database.pool.connect();
  await client.query("BEGIN");
  await insertOperator(client, { email: "op@example.org", passwordHash });
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  database.sql(`SELECT pg_terminate_backend(${rows[0]?.pid})`);
  client.release(true);
  expect(await countAccounts(database)).toBe("0 0");
  const again = await run(database, ["--hash-from-stdin", "op@example.org"], `${passwordHash.reveal()}\n`);
  expect(again.code).toBe(0);
  expect(await countAccounts(database)).toBe("1 1");
});

test("--link prints a link whose token is only kept as a digest", { timeout: 120_000 }, async () => {
  const database = await startDatabase();
  const { code, output } = await run(database, ["--link", "op@example.org"]);
  expect(code).toBe(0);
  const token = /\/welcome#([\w-]{43})\s/.exec(output)?.[1] ?? "";
  expect(token).not.toBe("");
  const { rows } = await database.pool.query("SELECT * FROM operator_link");
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(token);
});
