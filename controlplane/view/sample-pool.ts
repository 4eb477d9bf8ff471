import type { DatabasePool } from "../../setup/host/open-database.ts";
import type { Status } from "../../setup/status/status.ts";

const keptDays = 31;

/** Keeps one figure an hour of how full the pool is; more calls change nothing. Does nothing without a pool. */
export async function samplePool(pool: Pick<DatabasePool, "query">, disk: Status["pool"]): Promise<void> {
  if (disk === null) return;
  const used = disk.sizeBytes - disk.freeBytes;
  const { rowCount } = await pool.query(
    "INSERT INTO pool_sample (hour, used_bytes, size_bytes) VALUES (date_trunc('hour', now()), $1, $2) ON CONFLICT DO NOTHING",
    [used, disk.sizeBytes],
  );
  if (rowCount === 0) return;
  await pool.query("DELETE FROM pool_sample WHERE hour < now() - make_interval(days => $1)", [keptDays]);
}
