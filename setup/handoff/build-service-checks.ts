import type { Profiles } from "../settings/profiles.ts";
import type { Settings } from "../settings/settings.ts";
import { formatDuration } from "../status/format-figures.ts";
import {
  describeHandoffCode,
  type HandoffCode,
  type HandoffDetails,
  type Place,
} from "./handoff-messages.ts";
import type { HandoffCheck } from "./handoff-record.ts";
import { judgeKey } from "./judge-key.ts";
import { judgeModels } from "./judge-models.ts";
import { describeWait, judgeUnreachable, unreachableReasons } from "./judge-unreachable.ts";
import type { OwnLink } from "./read-own-link.ts";
import type { ModelOutcome } from "./verify-model.ts";
import type { TelegramOutcome } from "./verify-telegram.ts";

/** What asking both services brought, and for whom it was asked. */
export interface ServiceObservations {
  readonly telegram: TelegramOutcome;
  readonly model: ModelOutcome;
  readonly settings: Pick<
    Settings,
    "profile" | "models" | "overriddenModels" | "modelMoves" | "monthlyLimitUsd"
  >;
  readonly profiles: Profiles;
  readonly place: Place;
  /** What the box sees of its own network, looked at when neither service was reached. */
  readonly ownLink?: OwnLink;
  /** The requests went through a proxy of this computer. */
  readonly viaProxy?: boolean;
}

/** Outcome, code and the words of its text. */
export type Verdict = readonly [HandoffCheck["outcome"], HandoffCode, HandoffDetails?];

/** Observations → checks of everything outside the box, in the order people solve them. Pure. */
export function buildServiceChecks(seen: ServiceObservations): HandoffCheck[] {
  const verdicts: readonly (readonly [HandoffCheck["name"], Verdict | null])[] = [
    ["network", judgeNetwork(seen)],
    ["clock", judgeClock(seen)],
    ["telegram", judgeTelegram(seen.telegram, isReached(seen.model))],
    ["readers", judgeReaders(seen)],
    ["model", judgeKey(seen.model, isReached(seen.telegram), seen)],
    ["models", judgeModels(seen)],
  ];
  return verdicts.flatMap(([name, verdict]) =>
    verdict === null ? [] : [buildCheck(name, verdict, seen.place)],
  );
}

export function buildCheck(
  name: HandoffCheck["name"],
  [outcome, code, details = {}]: Verdict,
  place: Place,
): HandoffCheck {
  return { name, outcome, code, ...describeHandoffCode(code, details, place) };
}

function isReached({ outcome }: TelegramOutcome | ModelOutcome): boolean {
  return outcome !== "unreachable";
}

/** Kinds with a text of their own, the most telling first; the rest is a service that cannot be reached. */
const ownText = ["login-page", "intercepted", "no-name"] as const;

/** One way out serves both: it failed when neither was reached. */
function judgeNetwork({ telegram, model, ownLink = "up", viaProxy = false }: ServiceObservations): Verdict {
  if (telegram.outcome !== "unreachable" || model.outcome !== "unreachable") {
    return viaProxy ? ["ok", "network.proxy"] : ["ok", "network.ok"];
  }
  if (ownLink !== "up") return ["failed", `network.${ownLink}`];
  const seen = [telegram.reason, model.reason];
  if (viaProxy && !seen.includes("login-page")) return ["failed", "network.proxy-refused"];
  const own = ownText.find((reason) => seen.includes(reason));
  return own === undefined
    ? ["failed", "network.unreachable", { reason: unreachableReasons[model.reason] }]
    : ["failed", `network.${own}`];
}

function judgeClock({ telegram, model }: ServiceObservations): Verdict {
  const wrong = [telegram, model].filter(({ outcome }) => outcome === "clock-wrong");
  if (wrong.length > 0) {
    const seconds = wrong.find(({ skewSeconds }) => skewSeconds !== null)?.skewSeconds;
    return ["failed", "clock.wrong", { skew: describeSkew(seconds ?? null) }];
  }
  const compared = [telegram, model].some(({ skewSeconds }) => skewSeconds !== null);
  return compared ? ["ok", "clock.ok"] : ["not-checked", "clock.not-checked"];
}

/** Our clock against the service's: " by about 3 h 5 min (slow)". */
function describeSkew(seconds: number | null): string {
  if (seconds === null) return "";
  const years = Math.abs(seconds) / 31_556_952;
  const size = years >= 2 ? `${Math.round(years)} years` : formatDuration(Math.abs(seconds));
  return ` by about ${size} (${seconds > 0 ? "slow" : "fast"})`;
}

function judgeTelegram(telegram: TelegramOutcome, otherReached: boolean): Verdict {
  switch (telegram.outcome) {
    case "ok":
      return ["ok", "telegram.ok", { bot: telegram.botUsername }];
    case "not-started":
    case "blocked":
    case "admin-is-bot":
      return ["failed", `telegram.${telegram.outcome}`, { bot: telegram.botUsername }];
    case "token-refused":
    case "conflict":
      return ["failed", `telegram.${telegram.outcome}`];
    case "rate-limited":
      return ["failed", "telegram.rate-limited", describeWait(telegram.retryAfterSeconds)];
    case "service-error":
      return ["failed", "telegram.service-error", { status: String(telegram.status) }];
    case "clock-wrong":
      return ["not-checked", "telegram.not-checked"];
    case "unreachable":
      return judgeUnreachable("telegram", telegram.reason, otherReached);
  }
}

/** On the box the assistant itself is the reader; elsewhere only a webhook can be seen without disturbing anyone. */
function judgeReaders({ telegram, place }: ServiceObservations): Verdict | null {
  if (!("webhookHost" in telegram)) return null;
  if (telegram.webhookHost !== null) return ["ok", "readers.webhook", { host: telegram.webhookHost }];
  return place === "box" ? null : ["not-checked", "readers.not-checked"];
}
