import { dayAfter } from "./calendar-month.ts";
import type { SpendingView } from "./spending-view.ts";

/** "20" or "12.50". Pure. */
export function formatUsd(amount: number): string {
  return Number.isInteger(amount) ? String(amount) : amount.toFixed(2);
}

/**
 * Why a paid call is refused, at most 300 characters. The runtime passes it to whoever asks over the gateway; in the chat it
 * only says "billing error" (docs/runtime.md), and with the word "reset" in here "overloaded". Pure.
 */
export function describeRefusal({ limitUsd, month }: Pick<SpendingView, "limitUsd" | "month">): string {
  return `The monthly limit of $${formatUsd(limitUsd)} in setup.txt is reached; raise MONTHLY_LIMIT_USD or wait until ${dayAfter(month)} (UTC).`;
}

/** Pure. */
export function describeUnverified(): string {
  return "The monthly limit in setup.txt cannot be kept: for a day the model service has not told what was spent. This ends by itself once it does.";
}
