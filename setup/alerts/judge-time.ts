import { formatDuration } from "../status/format-figures.ts";
import { type CauseView, repeat } from "./alert-cause.ts";
import { type Sight, stateOf } from "./sight.ts";

/** Debian publishes security updates every week; three months of them is what a quiet box may miss. */
const oldDays = 90;

/** Our clock against the model service's. Pure. */
export function judgeClock({ clock }: Sight): CauseView {
  const skew = clock.skewSeconds;
  const by =
    skew === null ? "" : ` by about ${formatDuration(Math.abs(skew))} (${skew > 0 ? "slow" : "fast"})`;
  return {
    ...{ cause: "clock-wrong", repeatSeconds: repeat.daily, graceSeconds: 0 },
    state: stateOf(clock.wrong),
    message: `The clock of the box is wrong${by}.`,
    cure: "It is set by itself when time servers can be reached (NTP, UDP port 123). Look with: chronyc tracking",
  };
}

/**
 * The box asks nobody but Telegram and the model service, so it cannot know what is newer. It knows how old it is
 * itself: its packages are those of the day its image was built. Pure.
 */
export function judgeUpdate(sight: Sight): CauseView {
  const { builtAt, status, clock } = sight;
  const days = builtAt === null ? 0 : Math.floor((Date.parse(status.time) / 1000 - builtAt) / 86_400);
  // A wrong clock knows no age.
  const isKnown = builtAt !== null && clock.wrong !== true;
  return {
    ...{ cause: "update-due", repeatSeconds: repeat.weekly, graceSeconds: 0 },
    state: stateOf(isKnown ? days >= oldDays : null),
    message: `This system was built ${days} days ago: there are security updates it does not have.`,
    cure: "Get a newer Clawdie image where you got this one. The box itself asks nobody for updates.",
  };
}
