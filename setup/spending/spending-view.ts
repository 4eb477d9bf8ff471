import { z } from "zod";

/** Answer of the service clawdie-spending to GET /spending. Money in US dollars. */
export const SpendingView = z.object({
  limitUsd: z.number(),
  /** Calendar month in UTC, e.g. "2026-11". */
  month: z.string(),
  spentUsd: z.number(),
  state: z.enum([
    "ok",
    /** 80 % or more. */
    "near",
    "reached",
    /** The figure of the model service could not be had for a day: no call is let through. */
    "unverified",
  ]),
  /** When the model service last told its own figure, ISO 8601; null: not this month, or it has none. */
  figureAt: z.string().nullable(),
  /** Answers of this month whose cost was not told and that no later figure contains. */
  uncounted: z.number(),
});
export type SpendingView = z.infer<typeof SpendingView>;

/** From this part of the limit on the owner is warned. */
export const nearShare = 0.8;

/** Pure. */
export function judgeSpending(spentUsd: number, limitUsd: number): "ok" | "near" | "reached" {
  if (spentUsd >= limitUsd) return "reached";
  return spentUsd >= limitUsd * nearShare ? "near" : "ok";
}
