import { expect, test } from "vitest";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { gatherDatabases } from "../../../setup/status/gather-databases.ts";
import { createPostgres } from "../controlplane/start-postgres.ts";

test("a real server tells its databases; one that is stopped gives null", async () => {
  const server = createPostgres();
  const database = { socketFolder: server.socketFolder, port: 5432, role: "postgres" };
  const host = createLinuxHost("/", { database });
  expect(await gatherDatabases(host)).toBeNull();
  server.start();
  await expect.poll(() => gatherDatabases(host), { timeout: 30_000 }).not.toBeNull();
  server.sql("CREATE ROLE system_ops; ");
  server.sql("CREATE DATABASE system_ops OWNER system_ops");
  const seen = await gatherDatabases(host);
  expect(seen?.maxConnections).toBeGreaterThan(0);
  expect(Date.parse(seen?.startedAt ?? "")).toBeGreaterThan(Date.parse("2020-01-01"));
  expect(seen?.list.map(({ name, owner }) => [name, owner])).toEqual([
    ["postgres", "postgres"],
    ["system_ops", "system_ops"],
  ]);
  expect(seen?.list[1]?.bytes).toBeGreaterThan(1_000_000);
  expect(seen?.list[0]?.connections).toBeGreaterThan(0);
}, 300_000);
