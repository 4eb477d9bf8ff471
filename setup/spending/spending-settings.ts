import { z } from "zod";

/** /etc/clawdie/spending.json: what the service clawdie-spending needs to know. Nothing in it is secret. */
export const SpendingSettings = z.object({
  /** US dollars in a calendar month (UTC). */
  limitUsd: z.number().positive(),
  /** The model service, without a trailing slash, e.g. `https://openrouter.ai/api/v1`. */
  serviceUrl: z.string(),
  /** On 127.0.0.1. */
  port: z.number().int(),
  /** Where the spending of the month is kept. */
  ledger: z.string(),
});
export type SpendingSettings = z.infer<typeof SpendingSettings>;

/** Pure. */
export function renderSpendingSettings(settings: SpendingSettings): string {
  return `${JSON.stringify(settings, null, 2)}\n`;
}
