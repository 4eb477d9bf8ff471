import { join } from "node:path";
import { createOperator } from "../../../controlplane/auth/operator-account.ts";
import { migrateDatabase } from "../../../controlplane/database/migrate-database.ts";
import { readMigrations } from "../../../controlplane/database/read-migrations.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { hashDashboardPassword } from "../../../setup/settings/hash-password.ts";
import type { TestDatabase } from "./start-dashboard.ts";

export const operator = { email: "op@example.org", password: "canary-sentence for this test" } as const;

/** Tables and the operator, as set-operator leaves them. */
export async function prepareOperator(database: TestDatabase): Promise<void> {
  const folder = join(import.meta.dirname, "../../../controlplane/migrations");
  await migrateDatabase(database.pool, await readMigrations(folder));
  const passwordHash = await hashDashboardPassword(new Secret(operator.password));
  await createOperator(database.pool, { email: operator.email, passwordHash });
}
