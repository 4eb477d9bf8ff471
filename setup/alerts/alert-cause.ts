import { z } from "zod";

/**
 * Everything the box tells its owner about unasked, by name. Whoever else sends messages (the first boot, until the
 * owner was greeted) leaves these to the alerts from then on.
 */
export const AlertCause = z.enum([
  "assistant-silent",
  "model-key",
  "crash-loop",
  "pool-degraded",
  "disk-full",
  "clock-wrong",
  "database-down",
  "control-plane-down",
  "update-due",
  "maintenance-failed",
  "spending-near",
  "spending-reached",
]);
export type AlertCause = z.infer<typeof AlertCause>;

/** How often a lasting cause is told again: what keeps the assistant from answering, what can wait a day, and advice. monthly: once. */
export const repeat = { hourly: 3600, daily: 86_400, weekly: 604_800, monthly: 2_678_400 } as const;

/** What one look says about one cause. */
export interface CauseView {
  readonly cause: AlertCause;
  /** unknown: could not be asked now; what was known before stays. expired: ends, but not because it is well again. */
  readonly state: "present" | "absent" | "expired" | "unknown";
  /** It is about a message that got no answer, not about what can be seen now. */
  readonly unanswered?: boolean;
  /** Told again after this long while it lasts. */
  readonly repeatSeconds: number;
  /** It is told only after it has lasted this long: a restart is no alarm. */
  readonly graceSeconds: number;
  readonly message: string;
  readonly cure: string;
}

/** Said when it is over. */
export const recoveryTexts: Readonly<Record<AlertCause, string>> = {
  "assistant-silent": "The assistant answers again.",
  "model-key": "The model service accepts the key again.",
  "crash-loop": "The services run without crashes again.",
  "pool-degraded": "The pool is whole again.",
  "disk-full": "There is enough free space on the disk again.",
  "clock-wrong": "The clock is right again.",
  "database-down": "The database answers again.",
  "control-plane-down": "The control plane answers again.",
  "update-due": "This system is up to date again.",
  "maintenance-failed": "The last maintenance went well.",
  "spending-near": "The spending is well below the monthly limit again.",
  "spending-reached": "There is room below the monthly limit again: the assistant answers.",
};
