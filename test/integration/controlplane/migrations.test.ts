import { join } from "node:path";
import { getMigrations } from "better-auth/db/migration";
import { expect, test } from "vitest";
import { createAuth } from "../../../controlplane/auth/create-auth.ts";
import { migrateDatabase } from "../../../controlplane/database/migrate-database.ts";
import { readMigrations } from "../../../controlplane/database/read-migrations.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { startDatabase } from "./start-dashboard.ts";

const folder = join(import.meta.dirname, "../../../controlplane/migrations");

test("migrations: once however many start at the same time, all or none, and never over another history", {
  timeout: 120_000,
}, async () => {
  const { pool } = await startDatabase();
  const migrations = await readMigrations(folder);
  const names = migrations.map(({ name }) => name);
  const broken = [...migrations, { name: "9999-broken", sql: "CREATE TABLE half (); SELECT nonsense" }];
  await expect(migrateDatabase(pool, broken)).rejects.toThrow("nonsense");
  const { rows } = await pool.query(
    "SELECT to_regclass('public.half') AS half, to_regclass('public.\"user\"') AS users",
  );
  expect(rows).toEqual([{ half: null, users: null }]);

  const applied = await Promise.all([1, 2, 3].map(() => migrateDatabase(pool, migrations)));
  expect(applied.flat().sort()).toEqual(names);
  expect(await migrateDatabase(pool, migrations)).toEqual([]);

  const changed = migrations.map((one) => ({ ...one, sql: `${one.sql} ` }));
  await expect(migrateDatabase(pool, changed)).rejects.toThrow("was changed after it was applied");
  await expect(migrateDatabase(pool, migrations.slice(1))).rejects.toThrow("does not fit this program");
});

test("the tables are those the installed Better Auth wants, and belong to a role without power", {
  timeout: 120_000,
}, async () => {
  const { pool } = await startDatabase();
  await migrateDatabase(pool, await readMigrations(folder));
  const auth = createAuth(pool, new Secret("a secret for this test, long enough"));
  const { toBeCreated, toBeAdded } = await getMigrations(auth.options);
  expect([toBeCreated, toBeAdded]).toEqual([[], []]);
  const { rows } = await pool.query(
    "SELECT rolsuper OR rolcreaterole OR rolcreatedb AS power FROM pg_roles WHERE rolname = current_user",
  );
  expect(rows).toEqual([{ power: false }]);
});
