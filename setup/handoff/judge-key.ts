import type { Verdict } from "./build-service-checks.ts";
import type { Place } from "./handoff-messages.ts";
import { describeWait, judgeUnreachable } from "./judge-unreachable.ts";
import type { KeyFacts, ModelOutcome } from "./verify-model.ts";

interface KeyContext {
  readonly place: Place;
  /** With a monthly limit a key without one of its own is no worry. */
  readonly settings: { readonly monthlyLimitUsd: number | null };
}

/** What asking about the key means. Pure. */
export function judgeKey(
  model: ModelOutcome,
  otherReached: boolean,
  { place, settings }: KeyContext,
): Verdict {
  switch (model.outcome) {
    case "ok":
      return model.key === null
        ? ["not-checked", "model.self-hosted"]
        : judgeAccepted(model.key, place, settings.monthlyLimitUsd !== null);
    case "key-refused":
    case "management-key":
    case "no-credit":
      return ["failed", `model.${model.outcome}`];
    case "rate-limited":
      return ["failed", "model.rate-limited", describeWait(model.retryAfterSeconds)];
    case "service-error":
      return ["failed", "model.service-error", { status: String(model.status) }];
    case "clock-wrong":
      return ["not-checked", "model.not-checked"];
    case "unreachable":
      return judgeUnreachable("model", model.reason, otherReached);
  }
}

function judgeAccepted(key: KeyFacts, place: Place, isLimited: boolean): Verdict {
  if (key.isFreeTier) return ["ok", "model.free-tier"];
  const credit = describeCredit(key, place);
  if (key.expiresAt !== null) return ["ok", "model.expires", { credit, at: key.expiresAt.slice(0, 10) }];
  return key.limit === null && !isLimited ? ["ok", "model.no-limit"] : ["ok", "model.ok", { credit }];
}

/** On the box the figures would change the record at every look, and every change is told. */
function describeCredit({ limit, remaining }: KeyFacts, place: Place): string {
  if (place === "box" || limit === null || remaining === null) return "";
  return `; ${remaining.toFixed(2)} of its limit of ${limit.toFixed(2)} US dollars are left`;
}
