import { createHash } from "node:crypto";
import { z } from "zod";

/** What one key has spent this month, US dollars. Times are ISO 8601, UTC. */
export const KeyAccount = z.object({
  spentUsd: z.number(),
  /** When the service last told its figure; null before. */
  figureAt: z.string().nullable(),
  /** When the last answer was paid for. */
  costAt: z.string().nullable(),
  /** Since when the service refuses to tell; null while it tells, or has no figures at all. */
  failingSince: z.string().nullable(),
  /** Answers without a cost since the last figure. */
  uncounted: z.number(),
});
export type KeyAccount = z.infer<typeof KeyAccount>;

/** The spending of one calendar month (UTC), by key: a new key in setup.txt does not begin at nothing. */
export const Ledger = z.object({
  schema: z.literal(1),
  month: z.string(),
  /** By fingerprint. */
  keys: z.record(z.string(), KeyAccount),
  /** The dearest answer of the month. */
  largestUsd: z.number(),
});
export type Ledger = z.infer<typeof Ledger>;

/** Without a cost for so long, the service's figure holds all of them: it is taken as it is, lower or higher. */
const settleMs = 10 * 60_000;

const untouched: KeyAccount = {
  ...{ spentUsd: 0, figureAt: null, costAt: null, failingSince: null, uncounted: 0 },
};

export function emptyLedger(month: string): Ledger {
  return { schema: 1, month, keys: {}, largestUsd: 0 };
}

/** Names a key without being of use to anyone: 16 digits of the hash of its header. Pure. */
export function fingerprint(authorization: string): string {
  return createHash("sha256").update(authorization).digest("hex").slice(0, 16);
}

export function accountOf({ keys }: Ledger, key: string): KeyAccount {
  return keys[key] ?? untouched;
}

/** All keys of this box together. Pure. */
export function spentUsd({ keys }: Ledger): number {
  return Object.values(keys).reduce((sum, account) => sum + account.spentUsd, 0);
}

/** An answer that was paid for; null: what it cost was not told. Pure. */
export function addCost(ledger: Ledger, key: string, costUsd: number | null, now: Date): Ledger {
  const account = accountOf(ledger, key);
  const counted =
    costUsd === null ? { uncounted: account.uncounted + 1 } : { spentUsd: account.spentUsd + costUsd };
  return {
    ...ledger,
    largestUsd: Math.max(ledger.largestUsd, costUsd ?? 0),
    keys: { ...ledger.keys, [key]: { ...account, ...counted, costAt: now.toISOString() } },
  };
}

/** The service's own figure. It lags behind the answers, so until it has settled it can only add. Pure. */
export function takeFigure(ledger: Ledger, key: string, usd: number, now: Date, quiet: boolean): Ledger {
  const account = accountOf(ledger, key);
  const settled = quiet && isSettled(account, now);
  const next: KeyAccount = {
    ...account,
    spentUsd: settled ? usd : Math.max(usd, account.spentUsd),
    figureAt: now.toISOString(),
    failingSince: null,
    uncounted: settled ? 0 : account.uncounted,
  };
  return { ...ledger, keys: { ...ledger.keys, [key]: next } };
}

function isSettled({ costAt }: KeyAccount, now: Date): boolean {
  return costAt === null || now.getTime() - Date.parse(costAt) >= settleMs;
}

/** The service did not tell. Pure. */
export function takeFailure(ledger: Ledger, key: string, now: Date): Ledger {
  const account = accountOf(ledger, key);
  const failingSince = account.failingSince ?? now.toISOString();
  return { ...ledger, keys: { ...ledger.keys, [key]: { ...account, failingSince } } };
}
