import { describe, expect, test } from "vitest";
import { databaseChecks, databaseQueries } from "../../../setup/audit/checks/database-checks.ts";
import { judgeAudit } from "../../../setup/audit/judge-audit.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import type { Step } from "../../../setup/plan/step.ts";
import { checkpointDatabase } from "../../../setup/steps/checkpoint-database.ts";
import { runSteps } from "../../run-steps.ts";
import { buildBox, buildEvidence } from "../../unit/audit/build-evidence.ts";
import { buildServer, findPostgres, type TestServer } from "./build-server.ts";

const version = findPostgres() ?? "";
const folders = { dataFolder: boxLayout.pgData, walFolder: boxLayout.pgWal };
const cluster: Step = { id: "cluster", kind: "create-cluster", title: "Create it", ...folders, version };
const wait: Step = {
  ...{ id: "wait", kind: "wait-for-service", title: "Wait", service: "postgresql", timeoutSeconds: 60 },
};
const box = buildBox();

async function failedChecks({ host }: TestServer): Promise<string[]> {
  const seen = buildEvidence();
  for (const [name, sql] of Object.entries(databaseQueries)) {
    seen.rows[name] = await host.query("postgres", sql);
  }
  const report = judgeAudit(databaseChecks, seen, box, "0.1.0");
  return report.findings.filter(({ outcome }) => outcome !== "pass").map(({ id }) => id);
}

describe.skipIf(version === "")("on a real PostgreSQL", () => {
  test("the audit's queries answer, pass on the box's own cluster, and notice what is opened", async () => {
    const server = await buildServer(version);
    expect((await runSteps(server.host, [cluster])).outcome).toBe("done");
    await server.start();
    expect((await runSteps(server.host, [wait, ...box.databases])).outcome).toBe("done");
    // The test's files lie elsewhere, and its map is its own.
    const elsewhere = ["database-files", "database-identities"];
    expect(await failedChecks(server)).toEqual(elsewhere);

    await server.host.query("postgres", "ALTER ROLE system_ops CREATEROLE PASSWORD 'canary'");
    await server.host.query("postgres", "CREATE ROLE guest LOGIN");
    await server.host.query("postgres", "GRANT CONNECT ON DATABASE system_brain TO PUBLIC");
    await server.host.query("postgres", "ALTER DATABASE system_skills OWNER TO guest");
    const opened = ["superusers", "roles", "passwords", "connect", "owners"].map(
      (name) => `database-${name}`,
    );
    expect((await failedChecks(server)).sort()).toEqual([...elsewhere, ...opened].sort());
  }, 120_000);

  test("a checkpoint is needed until one lies behind the end of the log", async () => {
    const server = await buildServer(version);
    await runSteps(server.host, [cluster]);
    await server.start();
    await runSteps(server.host, [wait]);
    await server.host.query("postgres", "CREATE TABLE ledger (line int)");
    const [row] = await server.host.query("postgres", "SELECT pg_current_wal_insert_lsn()::text AS lsn");
    const step = { id: "checkpoint", title: "Checkpoint", after: String(row?.lsn) };
    expect(await checkpointDatabase.check(step, server.host)).toMatchObject({ state: "needed" });
    await checkpointDatabase.apply(step, server.host);
    expect(await checkpointDatabase.check(step, server.host)).toEqual({ state: "satisfied" });
  }, 120_000);
});
