import { describe, expect, test } from "vitest";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import type { Step } from "../../../setup/plan/step.ts";
import { outcomesOf, runSteps } from "../../run-steps.ts";
import { buildServer, findPostgres, type TestServer } from "./build-server.ts";

const version = findPostgres() ?? "";
const folders = { dataFolder: boxLayout.pgData, walFolder: boxLayout.pgWal };
const cluster: Step = { id: "cluster", kind: "create-cluster", title: "Create it", ...folders, version };
const wait: Step = {
  ...{ id: "wait", kind: "wait-for-service", title: "Wait", service: "postgresql", timeoutSeconds: 60 },
};
const databases = ["system_ops", "system_brain"].map(
  (database): Step => ({
    ...{ id: database, kind: "create-database", title: `Create ${database}`, database, role: database },
  }),
);
const extension: Step = {
  ...{
    id: "extension",
    kind: "create-extension",
    title: "Add it",
    database: "system_brain",
    extension: "pg_trgm",
  },
};
const all = [cluster, wait, ...databases, extension];

/** What psql answers when an account asks as a role; the error when it is refused. */
async function ask(
  { host, socketFolder }: TestServer,
  user: string,
  role: string,
  database: string,
  sql: string,
) {
  const args = ["-X", "-A", "-t", "-h", socketFolder, "-U", role, "-d", database, "-c", sql];
  const { stdout, stderr } = await host.run("psql", args, { user, allowExit: [0, 1, 2] });
  return stdout.trim() || stderr.trim();
}

describe.skipIf(version === "")(`with PostgreSQL ${version || "(not installed here)"}`, () => {
  test("cluster, databases and extension are made once, with checksums", { timeout: 120_000 }, async () => {
    const server = await buildServer(version);
    expect(outcomesOf(await runSteps(server.host, [cluster]))).toEqual(["done"]);
    await server.start();
    expect(outcomesOf(await runSteps(server.host, all))).toEqual(["skipped", "done", "done", "done", "done"]);
    expect(outcomesOf(await runSteps(server.host, all))).toEqual(all.map(() => "skipped"));
    const [settings] = await server.host.query(
      "system_brain",
      "SELECT current_setting('data_checksums') AS sums, current_setting('listen_addresses') AS tcp, pg_encoding_to_char(encoding) AS encoding, datcollate AS locale FROM pg_database WHERE datname = 'system_brain'",
    );
    expect(settings).toEqual({ sums: "on", tcp: "", encoding: "UTF8", locale: "C.UTF-8" });
  });

  test("a role reaches its own database and nothing else", { timeout: 120_000 }, async () => {
    const server = await buildServer(version);
    await runSteps(server.host, [cluster]);
    await server.start();
    await runSteps(server.host, all);
    const nobody = (role: string, database: string, sql: string) =>
      ask(server, "nobody", role, database, sql);
    expect(await nobody("system_brain", "system_brain", "CREATE TABLE t AS SELECT 42 AS n")).toBe("SELECT 1");
    expect(await nobody("system_brain", "system_brain", "SELECT n FROM t")).toBe("42");
    expect(await nobody("system_brain", "system_ops", "SELECT 1")).toContain("no pg_hba.conf entry");
    expect(await nobody("system_brain", "postgres", "SELECT 1")).toContain("no pg_hba.conf entry");
    expect(await nobody("system_ops", "system_ops", "SELECT 1")).toContain("Peer authentication failed");
    expect(await nobody("postgres", "postgres", "SELECT 1")).toContain("Peer authentication failed");
    // Also without pg_hba.conf in between: the rights themselves.
    const rights = await server.host.query(
      "postgres",
      "SELECT datname, has_database_privilege('system_brain', oid, 'CONNECT') AS allowed FROM pg_database WHERE datname LIKE 'system%' ORDER BY 1",
    );
    expect(rights).toEqual([
      { datname: "system_brain", allowed: true },
      { datname: "system_ops", allowed: false },
    ]);
  });

  test("rights that were loosened are taken back", { timeout: 120_000 }, async () => {
    const server = await buildServer(version);
    await runSteps(server.host, [cluster]);
    await server.start();
    await runSteps(server.host, all);
    const damages = [
      "GRANT CONNECT ON DATABASE system_ops TO PUBLIC",
      "ALTER ROLE system_ops CREATEDB",
      "REVOKE CONNECT ON DATABASE system_ops FROM system_ops",
    ];
    for (const sql of damages) {
      await server.host.query("postgres", sql);
      expect(outcomesOf(await runSteps(server.host, databases))).toEqual(["done", "skipped"]);
    }
    await server.host.query("system_ops", "GRANT USAGE ON SCHEMA public TO PUBLIC");
    expect(outcomesOf(await runSteps(server.host, databases))).toEqual(["done", "skipped"]);
  });

  test("an initdb that was killed is done again", { timeout: 120_000 }, async () => {
    const { host } = await buildServer(version);
    const killed = {
      ...host,
      run: async (...call: Parameters<typeof host.run>) => {
        await host.run(...call);
        await host.remove(`${boxLayout.pgData}/global/pg_control`);
        throw new Error("killed");
      },
    };
    expect(outcomesOf(await runSteps(killed, [cluster]))).toEqual(["killed"]);
    expect(outcomesOf(await runSteps(host, [cluster]))).toEqual(["done"]);
    expect(await host.stat(`${boxLayout.pgData}/global/pg_control`)).not.toBeNull();
  });

  test.each([
    ["foreign files among the data", "pgData", "notes.txt"],
    ["a log without its data", "pgWal", "000000010000000000000001"],
  ] as const)("%s are never removed", async (_, folder, name) => {
    const { host } = await buildServer(version);
    const file = `${boxLayout[folder]}/${name}`;
    await host.writeFile(file, "precious", { mode: 0o600 });
    const report = await runSteps(host, [cluster]);
    expect(report).toMatchObject({ outcome: "blocked", failure: { issue: { code: "database.foreign" } } });
    expect((await host.readFile(file))?.toString()).toBe("precious");
  });

  test("data of another version is never touched", async () => {
    const { host } = await buildServer(version);
    await host.writeFile(`${boxLayout.pgData}/PG_VERSION`, "9.6\n", { mode: 0o600 });
    expect((await runSteps(host, [cluster])).failure?.message).toContain("holds data of PostgreSQL 9.6");
  });
});
