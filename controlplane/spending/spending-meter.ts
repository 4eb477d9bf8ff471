import { monthOf } from "../../setup/spending/calendar-month.ts";
import { judgeSpending, type SpendingView } from "../../setup/spending/spending-view.ts";
import type { Figure } from "./ask-figure.ts";
import { decideCall } from "./decide-call.ts";
import {
  accountOf,
  addCost,
  emptyLedger,
  fingerprint,
  type Ledger,
  spentUsd,
  takeFailure,
  takeFigure,
} from "./ledger.ts";

/** US dollars; "nothing" for a call the service refused, "untold" for an answer that was cut off or names no cost. */
export type Cost = number | "nothing" | "untold";

export type Admission =
  /** `finish` is called once, when the answer has ended. */
  | { readonly verdict: "pass"; readonly finish: (cost: Cost) => void }
  | { readonly verdict: "reached" | "unverified" }
  /** The caller left while waiting. */
  | { readonly verdict: "left" };

export interface SpendingMeter {
  /** Decides about one paid call; may wait for the service's figure, and close to the limit for other calls to end. */
  admit(authorization: string, signal: AbortSignal): Promise<Admission>;
  view(): SpendingView;
}

export interface MeterDeps {
  readonly limitUsd: number;
  readonly now: () => Date;
  readonly ask: (authorization: string) => Promise<Figure>;
  /** Keeps the ledger; called with each change. */
  readonly keep: (ledger: Ledger) => void;
  readonly kept: Ledger | null;
}

/** The service's figure is asked again after five minutes, or after one while ours may be wrong or decides. */
const refreshMs = 5 * 60_000;
const quickRefreshMs = 60_000;
/** Our own count goes on, so only what others spend with the same key is unknown: for a day that is no reason to be silent. */
const openMs = 24 * 60 * 60_000;

export function createSpendingMeter({ limitUsd, now, ask, keep, kept }: MeterDeps): SpendingMeter {
  let ledger = kept ?? emptyLedger(monthOf(now()));
  let current = Object.keys(ledger.keys).at(-1) ?? "";
  let inFlight = 0;
  let wake = Promise.withResolvers<void>();
  const askedAt = new Map<string, number>();
  const asking = new Map<string, Promise<void>>();

  const rollMonth = () => {
    // Only forward: a clock that is behind for a while (a dead battery) must not make the month's spending forgotten.
    if (ledger.month >= monthOf(now())) return;
    ledger = emptyLedger(monthOf(now()));
    askedAt.clear();
  };
  const change = (next: Ledger) => {
    ledger = next;
    keep(next);
  };
  const isFigureOld = (key: string): boolean => {
    const age = now().getTime() - (askedAt.get(key) ?? Number.NEGATIVE_INFINITY);
    const { uncounted, failingSince } = accountOf(ledger, key);
    const decides = judgeSpending(spentUsd(ledger), limitUsd) !== "ok";
    const limit = decides || uncounted > 0 || failingSince !== null ? quickRefreshMs : refreshMs;
    // A clock that was set back makes no figure young.
    return age >= limit || age < 0;
  };
  const refresh = async (key: string, authorization: string) => {
    const month = ledger.month;
    const figure = await ask(authorization);
    askedAt.set(key, now().getTime());
    rollMonth();
    if (figure.kind === "failed") change(takeFailure(ledger, key, now()));
    else if (figure.kind === "told" && ledger.month === month) {
      change(takeFigure(ledger, key, figure.usd, now(), inFlight === 0));
    }
  };
  const refreshOnce = (key: string, authorization: string): Promise<void> => {
    const running = asking.get(key) ?? refresh(key, authorization).finally(() => asking.delete(key));
    asking.set(key, running);
    return running;
  };
  const isUnverified = (key: string): boolean => {
    const { failingSince } = accountOf(ledger, key);
    return failingSince !== null && now().getTime() - Date.parse(failingSince) >= openMs;
  };
  const start = (key: string): Admission => {
    inFlight += 1;
    let open = true;
    const finish = (cost: Cost) => {
      if (!open) return;
      open = false;
      inFlight -= 1;
      rollMonth();
      if (cost !== "nothing") change(addCost(ledger, key, cost === "untold" ? null : cost, now()));
      wake.resolve();
      wake = Promise.withResolvers();
    };
    return { verdict: "pass", finish };
  };

  return {
    async admit(authorization, signal) {
      const key = fingerprint(authorization);
      const left = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      for (;;) {
        rollMonth();
        if (isFigureOld(key)) await Promise.race([refreshOnce(key, authorization), left]);
        if (signal.aborted) return { verdict: "left" };
        current = key;
        const { largestUsd } = ledger;
        const seen = { spentUsd: spentUsd(ledger), limitUsd, inFlight, largestUsd };
        const verdict = decideCall({ ...seen, unverified: isUnverified(key) });
        if (verdict === "pass") return start(key);
        if (verdict !== "wait") return { verdict };
        await Promise.race([wake.promise, left]);
      }
    },
    view() {
      rollMonth();
      const spent = spentUsd(ledger);
      const { figureAt, uncounted } = accountOf(ledger, current);
      const state = isUnverified(current) ? "unverified" : judgeSpending(spent, limitUsd);
      return { limitUsd, month: ledger.month, spentUsd: spent, state, figureAt, uncounted };
    },
  };
}
