import { z } from "zod";

/** A point in time that survives a clock that jumps: within one start of the computer, only uptime counts. */
export const Moment = z.object({
  /** Wall clock, ISO 8601, UTC. */
  at: z.string(),
  /** Which start of the computer: /proc/sys/kernel/random/boot_id. */
  boot: z.string(),
  /** Seconds since that start. */
  uptime: z.number(),
});
export type Moment = z.infer<typeof Moment>;

/**
 * Seconds from then to now, never negative. Across a restart the wall clock has to do; when it says "in the future", it
 * was wrong then or is wrong now, and nothing is known: 0. Pure.
 */
export function secondsSince(then: Moment, now: Moment): number {
  if (then.boot === now.boot) return Math.max(0, now.uptime - then.uptime);
  const seconds = (Date.parse(now.at) - Date.parse(then.at)) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
}

/** The same moment, or now when it lies in the future of another start: else a wrong clock would mute it for years. Pure. */
export function rebaseMoment(then: Moment, now: Moment): Moment {
  if (then.boot === now.boot) return then;
  return Date.parse(then.at) <= Date.parse(now.at) ? then : now;
}
