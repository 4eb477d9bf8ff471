import pg from "pg";
import type { DatabaseAccess } from "./query-database.ts";

export type { Pool as DatabasePool, PoolClient as DatabaseClient } from "pg";

export interface PoolAccess extends DatabaseAccess {
  /** Role to become after connecting, so that what is made belongs to it; null stays the connecting one. */
  readonly actAs: string | null;
  readonly connections: number;
}

const connectTimeoutMs = 10_000;
const statementTimeoutMs = 30_000;
const idleTimeoutMs = 30_000;

/** A pool over the unix socket for a program that stays. Nothing is connected before the first query. End it with `end()`. */
export function openDatabase(access: PoolAccess, database: string): pg.Pool {
  const role = access.actAs === null ? {} : { options: `-c role=${access.actAs}` };
  // Every field is given, so that no PG* variable of the environment is used instead.
  const pool = new pg.Pool({
    host: access.socketFolder,
    port: access.port,
    user: access.role,
    database,
    ssl: false,
    application_name: "clawdie",
    max: access.connections,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: statementTimeoutMs,
    idleTimeoutMillis: idleTimeoutMs,
    ...role,
  });
  // A server that goes away must not end this process, whether a connection is idle or in somebody's hands.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}
