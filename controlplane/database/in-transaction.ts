import type { DatabaseClient, DatabasePool } from "../../setup/host/open-database.ts";

/** Everything `work` does with this client happens, or nothing of it. @throws what `work` throws, after rolling back. */
export async function inTransaction<Result>(
  pool: DatabasePool,
  work: (client: DatabaseClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    // A connection whose rollback fails is of no use to anyone else.
    await client.query("ROLLBACK").catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
