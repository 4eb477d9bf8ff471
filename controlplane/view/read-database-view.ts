import type { DatabasePool } from "../../setup/host/open-database.ts";
import type { DashboardView } from "./dashboard-view.ts";

const shownEvents = 12;
const trendDays = 7;

/** What the overview shows out of the database itself; all of it empty while the database does not answer. */
export async function readDatabaseView(
  pool: Pick<DatabasePool, "query">,
): Promise<Pick<DashboardView, "databases" | "events" | "trend">> {
  try {
    const [databases, events, trend] = await Promise.all([
      // Sizes of databases one may not connect to are refused, not null.
      pool.query<{ name: string; bytes: string | null }>(
        "SELECT datname AS name, CASE WHEN has_database_privilege(oid, 'CONNECT') THEN pg_database_size(oid) END AS bytes FROM pg_database WHERE datname LIKE '%\\_ops' OR datname LIKE '%\\_brain' OR datname LIKE '%\\_skills' ORDER BY datname",
      ),
      pool.query<{ at: Date; message: string }>("SELECT at, message FROM event ORDER BY id DESC LIMIT $1", [
        shownEvents,
      ]),
      pool.query<{ at: Date; bytes: string }>(
        "SELECT hour AS at, used_bytes AS bytes FROM pool_sample WHERE hour > now() - make_interval(days => $1) ORDER BY hour",
        [trendDays],
      ),
    ]);
    return {
      databases: databases.rows.map(({ name, bytes }) => ({
        name,
        bytes: bytes === null ? null : Number(bytes),
      })),
      events: events.rows,
      trend: trend.rows.map(({ at, bytes }) => ({ at, usedBytes: Number(bytes) })),
    };
  } catch {
    return { databases: [], events: [], trend: [] };
  }
}
