import pg from "pg";

export interface DatabaseAccess {
  /** Folder of the unix socket. */
  readonly socketFolder: string;
  /** Part of the socket's file name; nothing listens on TCP. */
  readonly port: number;
  /** PostgreSQL role; the account of this process is mapped to it by pg_ident. */
  readonly role: string;
}

const connectTimeoutMs = 10_000;
const queryTimeoutMs = 120_000;

/** One connection, one statement, over the unix socket. Rows as PostgreSQL's column names give them.
 *  @throws pg's DatabaseError (with `code`, the SQLSTATE) or a connection error. */
export async function queryDatabase(
  access: DatabaseAccess,
  database: string,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  // Every field is given, so that no PG* variable of the environment is used instead.
  const client = new pg.Client({
    host: access.socketFolder,
    port: access.port,
    user: access.role,
    database,
    ssl: false,
    application_name: "clawdie",
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
  });
  // A server that goes away between statements must not end this process.
  client.on("error", () => {});
  await client.connect();
  try {
    const result = await client.query<Record<string, unknown>>(sql, [...parameters]);
    return result.rows;
  } finally {
    await client.end();
  }
}
