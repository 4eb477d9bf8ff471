import { type AlertCause, type CauseView, repeat } from "./alert-cause.ts";
import type { ActiveAlert, AlertRecord } from "./alert-record.ts";
import { type Moment, rebaseMoment, secondsSince } from "./moment.ts";

/** What Telegram is to be told; the record changes only when it took it (`recordTold`). */
export interface AlertMessage {
  readonly cause: AlertCause;
  readonly kind: "begun" | "lasts" | "over";
  readonly alert: ActiveAlert;
}

export interface Judged {
  readonly record: AlertRecord;
  readonly messages: readonly AlertMessage[];
}

/** A cause is told at most this often, however it comes and goes. */
const pauseSeconds = repeat.hourly;
/** What comes and goes within this time is one alert. */
const settleSeconds = 120;
const keptPast = 10;

/**
 * What is so now, against what was known: which alerts begin, last and end, and who must hear it. A cause is told at most
 * once an hour, however often it comes and goes; while it lasts, again after its own pause. An end is told when
 * its beginning was. Pure: the clock is an argument, and its jumps change nothing (`Moment`).
 */
export function judgeAlerts(views: readonly CauseView[], earlier: AlertRecord, now: Moment): Judged {
  const record = rebase(earlier, now);
  const suspected = views.flatMap((view) => suspect(view, record, now));
  const active = views.flatMap((view) => judgeCause(view, record, suspected, now));
  const ended = active.filter((alert) => isOver(alert, now));
  const expired = views.filter(({ state }) => state === "expired").map(({ cause }) => cause);
  // Nobody heard of its beginning, so nobody needs to hear of its end; nor of one that is no recovery.
  const dropped = ended.filter(({ cause, told }) => told === null || expired.includes(cause));
  const kept = active.filter((alert) => !dropped.includes(alert));
  const judged: AlertRecord = {
    ...record,
    lookedAt: now,
    suspected: suspected.filter(({ cause }) => !active.some((alert) => alert.cause === cause)),
    active: kept,
    past: remember(record.past, dropped, now),
  };
  return { record: judged, messages: kept.flatMap((alert) => announce(alert, judged, now)) };
}

/** The record once Telegram took these messages: what is over goes to the past. Pure. */
export function recordTold(record: AlertRecord, taken: readonly AlertMessage[], now: Moment): AlertRecord {
  const over = taken.filter(({ kind }) => kind === "over").map(({ cause }) => cause);
  const begun = taken.filter(({ kind }) => kind !== "over").map(({ cause }) => cause);
  const ended = record.active.filter(({ cause }) => over.includes(cause));
  return {
    ...record,
    active: record.active
      .filter(({ cause }) => !over.includes(cause))
      .map((alert) => (begun.includes(alert.cause) ? { ...alert, told: now } : alert)),
    told: { ...record.told, ...Object.fromEntries(begun.map((cause) => [cause, now])) },
    past: remember(record.past, ended, now),
  };
}

/** Seen now, for the first time or still. */
function suspect({ cause, state }: CauseView, record: AlertRecord, now: Moment): AlertRecord["suspected"] {
  const before = record.suspected.find((one) => one.cause === cause);
  if (state === "absent" || state === "expired") return [];
  if (state === "unknown") return before === undefined ? [] : [before];
  return [before ?? { cause, since: now }];
}

function judgeCause(
  view: CauseView,
  record: AlertRecord,
  suspected: AlertRecord["suspected"],
  now: Moment,
): ActiveAlert[] {
  const { cause, state, repeatSeconds, message, cure, unanswered = false } = view;
  const known = record.active.find((alert) => alert.cause === cause);
  if (known !== undefined) {
    if (state === "unknown") return [known];
    if (state !== "present") return [{ ...known, goneSince: known.goneSince ?? now }];
    return [{ ...known, repeatSeconds, message, cure, unanswered, goneSince: null }];
  }
  const since = suspected.find((one) => one.cause === cause)?.since;
  if (state !== "present" || since === undefined || secondsSince(since, now) < view.graceSeconds) return [];
  return [{ cause, repeatSeconds, message, cure, unanswered, since, told: null, goneSince: null }];
}

function isOver({ goneSince }: ActiveAlert, now: Moment): boolean {
  return goneSince !== null && secondsSince(goneSince, now) >= settleSeconds;
}

function announce(alert: ActiveAlert, record: AlertRecord, now: Moment): AlertMessage[] {
  const { cause, told, repeatSeconds } = alert;
  if (isOver(alert, now)) return [{ cause, kind: "over", alert }];
  // Gone, perhaps for good: that is found out before anything is said.
  if (alert.goneSince !== null) return [];
  const last = record.told[cause];
  const pause = told === null ? pauseSeconds : repeatSeconds;
  if (last !== undefined && secondsSince(last, now) < pause) return [];
  return [{ cause, kind: told === null ? "begun" : "lasts", alert }];
}

function remember(past: AlertRecord["past"], ended: readonly ActiveAlert[], now: Moment) {
  const added = ended.map(({ cause, message, since, goneSince }) => {
    return { cause, message, since: since.at, until: goneSince?.at ?? now.at };
  });
  return [...added, ...past].slice(0, keptPast);
}

/** Moments of an earlier start that the clock of this one puts into the future are taken as now. */
function rebase(record: AlertRecord, now: Moment): AlertRecord {
  const orNull = (moment: Moment | null) => (moment === null ? null : rebaseMoment(moment, now));
  return {
    ...record,
    active: record.active.map((alert) => ({
      ...alert,
      ...{ told: orNull(alert.told), goneSince: orNull(alert.goneSince) },
    })),
    // What was merely suspected before a restart begins anew.
    suspected: record.suspected.filter(({ since }) => since.boot === now.boot),
    told: Object.fromEntries(
      Object.entries(record.told).map(([cause, moment]) => [cause, rebaseMoment(moment, now)]),
    ),
  };
}
