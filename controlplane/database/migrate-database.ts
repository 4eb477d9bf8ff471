import { createHash } from "node:crypto";
import type { DatabasePool } from "../../setup/host/open-database.ts";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { inTransaction } from "./in-transaction.ts";
import { lockNumbers } from "./lock-numbers.ts";
import type { Migration } from "./read-migrations.ts";

/**
 * Brings system_ops to the newest of these migrations: all of them or none, one process at a time.
 * @returns the names that were applied now.
 * @throws SetupError when the database is newer than this program, or an applied file was changed since.
 */
export async function migrateDatabase(
  pool: DatabasePool,
  migrations: readonly Migration[],
): Promise<string[]> {
  return inTransaction(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock($1)", [lockNumbers.migrations]);
    await client.query(
      "CREATE TABLE IF NOT EXISTS schema_migration (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())",
    );
    const { rows } = await client.query<{ name: string; sha256: string }>(
      "SELECT name, sha256 FROM schema_migration",
    );
    const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]));
    refuseOtherHistory(applied, migrations);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const { name, sql } of missing) {
      await client.query(sql);
      await client.query("INSERT INTO schema_migration (name, sha256) VALUES ($1, $2)", [name, digest(sql)]);
    }
    return missing.map(({ name }) => name);
  });
}

function refuseOtherHistory(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map(({ name, sql }) => [name, digest(sql)]));
  for (const [name, sha256] of applied) {
    if (known.get(name) === sha256) continue;
    const reason = known.has(name) ? `${name} was changed after it was applied` : `it has ${name}`;
    throw new SetupError(
      `The database system_ops does not fit this program: ${reason}`,
      "Start the version of Clawdie that wrote it, or go back to a snapshot taken before.",
    );
  }
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
