import { z } from "zod";
import type { Host } from "../host/host.ts";
import type { Status } from "./status.ts";

/** The server's figures stand in every row, so that one connection answers all. */
const sql = `SELECT d.datname AS name, pg_get_userbyid(d.datdba) AS owner,
  pg_database_size(d.oid)::float8 AS bytes, coalesce(s.numbackends, 0) AS connections,
  coalesce(s.deadlocks, 0)::float8 AS deadlocks,
  CASE WHEN s.blks_hit + s.blks_read > 0 THEN round(100.0 * s.blks_hit / (s.blks_hit + s.blks_read))::float8 END AS cached,
  current_setting('server_version') AS version, current_setting('max_connections')::int AS most,
  to_char(pg_postmaster_start_time() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since
FROM pg_database d LEFT JOIN pg_stat_database s ON s.datid = d.oid
WHERE NOT d.datistemplate ORDER BY d.datname`;

const Rows = z.array(
  z.object({
    name: z.string(),
    owner: z.string(),
    bytes: z.number(),
    connections: z.number(),
    deadlocks: z.number(),
    cached: z.number().nullable(),
    version: z.string(),
    most: z.number(),
    since: z.string(),
  }),
);

/** The databases of this box, asked as the superuser; null when they cannot be asked. */
export async function gatherDatabases(host: Pick<Host, "query">): Promise<Status["databases"]> {
  try {
    const rows = Rows.parse(await host.query("postgres", sql));
    const [first] = rows;
    if (first === undefined) return null;
    const list = rows.map(({ name, owner, bytes, connections, deadlocks, cached }) => ({
      ...{ name, owner, bytes, connections, deadlocks, cachedPercent: cached },
    }));
    return { version: first.version, startedAt: first.since, maxConnections: first.most, list };
  } catch {
    return null;
  }
}
