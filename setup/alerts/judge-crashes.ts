import type { ServiceStatus } from "../status/status.ts";
import type { AlertRecord } from "./alert-record.ts";
import { type Moment, secondsSince } from "./moment.ts";

const windowSeconds = 600;
const mostDeaths = 5;

/** The counts of earlier looks with this one's; what is older than the window goes, except one to compare with. Pure. */
export function addStarts(
  starts: AlertRecord["starts"],
  services: readonly ServiceStatus[],
  now: Moment,
): AlertRecord["starts"] {
  const same = starts.filter(({ at }) => at.boot === now.boot);
  const oldest = same.findLastIndex(({ at }) => secondsSince(at, now) >= windowSeconds);
  const counts = Object.fromEntries(
    services.flatMap((service) => (service.starts === null ? [] : [[service.name, service.starts]])),
  );
  return [...same.slice(Math.max(0, oldest)), { at: now, counts }];
}

/**
 * Services that died five times or more within the ten minutes these looks cover. A restart by hand makes the
 * supervisor count from 1 again: only what grows from look to look is a death. Pure.
 */
export function findCrashLoops(starts: AlertRecord["starts"]): string[] {
  const deaths = new Map<string, number>();
  const known = new Map<string, number>();
  for (const { counts } of starts) {
    for (const [name, count] of Object.entries(counts)) {
      // Nothing to compare with: what was counted before the first look may be old. A new supervisor counts from 1.
      const before = known.get(name) ?? count;
      deaths.set(name, (deaths.get(name) ?? 0) + count - (before > count ? 1 : before));
      known.set(name, count);
    }
  }
  return [...deaths].filter(([, count]) => count >= mostDeaths).map(([name]) => name);
}
