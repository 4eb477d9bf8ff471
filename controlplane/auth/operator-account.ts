import { randomBytes } from "node:crypto";
import type { DatabaseClient, DatabasePool } from "../../setup/host/open-database.ts";
import { Secret } from "../../setup/issues/secret.ts";
import { inTransaction } from "../database/in-transaction.ts";
import { lockNumbers } from "../database/lock-numbers.ts";
import { recordEvent } from "../database/record-event.ts";
import { createAuth } from "./create-auth.ts";

export interface OperatorAccount {
  readonly email: string;
  /** Better Auth's scrypt form, `saltHex:keyHex`. */
  readonly passwordHash: Secret;
}

/** The operator's email, or null while there is none. */
export async function findOperator(
  database: Pick<DatabasePool | DatabaseClient, "query">,
): Promise<string | null> {
  const { rows } = await database.query<{ email: string }>('SELECT email FROM "user" LIMIT 1');
  return rows[0]?.email ?? null;
}

/**
 * The first account, all of it or none. @returns false when there is an operator already: nothing was changed.
 */
export function createOperator(pool: DatabasePool, account: OperatorAccount): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    if (!(await isFirst(client))) return false;
    await insertOperator(client, account);
    return true;
  });
}

/** Waits for whoever else is creating an operator; true when nobody did. Held until the transaction ends. */
export async function isFirst(client: DatabaseClient): Promise<boolean> {
  await client.query("SELECT pg_advisory_xact_lock($1)", [lockNumbers.firstOperator]);
  return (await findOperator(client)) === null;
}

/** User and credential through Better Auth's own server side, within the transaction of this client. */
export async function insertOperator(client: DatabaseClient, account: OperatorAccount): Promise<void> {
  const { internalAdapter } = await openContext(client);
  const user = await internalAdapter.createUser(
    { email: account.email, name: "Operator", emailVerified: true },
    { method: "email-password" },
  );
  await internalAdapter.linkAccount({
    ...{ userId: user.id, accountId: user.id, providerId: "credential" },
    password: account.passwordHash.reveal(),
  });
  await recordEvent(client, "account", `The operator ${account.email} was set up`);
}

/** New email and password for the operator there is, and every session ended. @returns false when there is none. */
export function resetOperator(pool: DatabasePool, account: OperatorAccount): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    if (await isFirst(client)) return false;
    const { internalAdapter } = await openContext(client);
    const { rows } = await client.query<{ id: string }>('SELECT id FROM "user" LIMIT 1');
    const id = rows[0]?.id ?? "";
    await internalAdapter.updateUser(id, { email: account.email });
    await internalAdapter.updatePassword(id, account.passwordHash.reveal());
    await internalAdapter.deleteUserSessions(id);
    await recordEvent(
      client,
      "account",
      "The operator's password was set again on the box; all sessions ended",
    );
    return true;
  });
}

/** Better Auth over one connection that is in a transaction of ours. It signs nothing here, so any secret will do. */
function openContext(client: DatabaseClient) {
  const borrowed = { query: client.query.bind(client), release: () => {} };
  const connect = async () => borrowed as unknown as DatabaseClient;
  return createAuth({ connect } as DatabasePool, new Secret(randomBytes(32).toString("base64url"))).$context;
}
