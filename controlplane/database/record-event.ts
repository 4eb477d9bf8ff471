import type { DatabaseClient, DatabasePool } from "../../setup/host/open-database.ts";

export type EventKind = "account" | "sign-in" | "action" | "box";

/** More than a year of a quiet box; older ones are removed. */
const keptEvents = 1000;

/** One line under "Recent events"; no secrets in it. */
export async function recordEvent(
  database: Pick<DatabasePool | DatabaseClient, "query">,
  kind: EventKind,
  message: string,
): Promise<void> {
  await database.query("INSERT INTO event (kind, message) VALUES ($1, $2)", [kind, message]);
  await database.query(
    "DELETE FROM event WHERE id <= (SELECT id FROM event ORDER BY id DESC OFFSET $1 LIMIT 1)",
    [keptEvents],
  );
}
