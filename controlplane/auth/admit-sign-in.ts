import { createHash } from "node:crypto";
import type { DatabasePool } from "../../setup/host/open-database.ts";
import { inTransaction } from "../database/in-transaction.ts";
import { lockNumbers } from "../database/lock-numbers.ts";

/** Within one hour. One address can never use up what the account has, so the operator still gets in from another one. */
export const signInLimits = { account: 60, address: 30, everybody: 300 } as const;

export interface SignInAttempt {
  /** As typed; only its digest is stored. */
  readonly email: string;
  /** The peer of the TCP connection, never a header. */
  readonly address: string;
}

/**
 * Counts an attempt before its password is looked at, so that tries in parallel cannot slip through.
 * @returns 0 when it may go on, else the seconds until the next one may.
 */
export function admitSignIn(pool: DatabasePool, { email, address }: SignInAttempt): Promise<number> {
  const account = createHash("sha256").update(email.trim().toLowerCase()).digest();
  return inTransaction(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock($1)", [lockNumbers.signInAttempts]);
    // Also what lies in the future: the clock was wrong then, and must not lock anybody out for years.
    await client.query(
      "DELETE FROM sign_in_attempt WHERE at < now() - interval '1 hour' OR at > now() + interval '1 minute'",
    );
    const { rows } = await client.query<{ wait: number }>(waitQuery, [
      account,
      address,
      signInLimits.account,
      signInLimits.address,
      signInLimits.everybody,
    ]);
    const wait = rows[0]?.wait ?? 0;
    if (wait > 0) return wait;
    await client.query("INSERT INTO sign_in_attempt (account_sha256, address) VALUES ($1, $2)", [
      account,
      address,
    ]);
    return 0;
  });
}

/** The oldest of the newest N attempts of each kind must be an hour old first. */
const waitQuery = `
SELECT coalesce(max(ceil(extract(epoch FROM at + interval '1 hour' - now()))), 0)::int AS wait FROM (
  (SELECT at FROM sign_in_attempt WHERE account_sha256 = $1 ORDER BY at DESC OFFSET $3 - 1 LIMIT 1)
  UNION ALL
  (SELECT at FROM sign_in_attempt WHERE address = $2 ORDER BY at DESC OFFSET $4 - 1 LIMIT 1)
  UNION ALL
  (SELECT at FROM sign_in_attempt ORDER BY at DESC OFFSET $5 - 1 LIMIT 1)
) AS limits`;
