import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { DatabaseClient, DatabasePool } from "../../setup/host/open-database.ts";
import { Secret } from "../../setup/issues/secret.ts";
import { inTransaction } from "../database/in-transaction.ts";
import { insertOperator, isFirst } from "./operator-account.ts";

/** Long enough to walk to the phone, short enough to forget about. */
export const linkMinutes = 30;

/** A new link for the first account, in place of an older one. @returns its token, or null when there is an operator. */
export function createOperatorLink(pool: DatabasePool, email: string): Promise<Secret | null> {
  return inTransaction(pool, async (client) => {
    if (!(await isFirst(client))) return null;
    const token = randomBytes(32).toString("base64url");
    await client.query("DELETE FROM operator_link");
    await client.query(
      "INSERT INTO operator_link (email, token_sha256, expires_at) VALUES ($1, $2, now() + make_interval(mins => $3))",
      [email, digest(token), linkMinutes],
    );
    return new Secret(token);
  });
}

/** Whether a link is waiting to be used. */
export async function hasOpenLink(database: Pick<DatabasePool, "query">): Promise<boolean> {
  const { rows } = await database.query("SELECT 1 FROM operator_link WHERE expires_at > now()");
  return rows.length > 0;
}

/** The email a link is for, or null when it is wrong, used or expired. */
export async function readOperatorLink(
  database: Pick<DatabasePool | DatabaseClient, "query">,
  token: Secret,
): Promise<string | null> {
  const { rows } = await database.query<{ email: string; token_sha256: Buffer }>(
    "SELECT email, token_sha256 FROM operator_link WHERE expires_at > now()",
  );
  const [row] = rows;
  if (row === undefined || !timingSafeEqual(row.token_sha256, digest(token.reveal()))) return null;
  return row.email;
}

/** Account made and link gone, or neither. @returns the email, or null when the link is no longer good. */
export function redeemOperatorLink(
  pool: DatabasePool,
  token: Secret,
  passwordHash: Secret,
): Promise<string | null> {
  return inTransaction(pool, async (client) => {
    const isFirstOne = await isFirst(client);
    const email = isFirstOne ? await readOperatorLink(client, token) : null;
    if (email === null) return null;
    await insertOperator(client, { email, passwordHash });
    await client.query("DELETE FROM operator_link");
    return email;
  });
}

function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
