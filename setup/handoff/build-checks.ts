import { boxLayout } from "../plan/box-layout.ts";
import type { RuntimeReadiness } from "../runtime/runtime-readiness.ts";
import { formatTime } from "../status/format-figures.ts";
import { describeHandoffCode, type HandoffCode, type HandoffDetails } from "./handoff-messages.ts";
import type { HandoffCheck } from "./handoff-record.ts";
import type { GreetingOutcome } from "./send-greeting.ts";
import type { ModelOutcome } from "./verify-model.ts";
import type { TelegramOutcome } from "./verify-telegram.ts";

/** What our own probe of the runtime says; reasons are names of its parts ("telegram"). */
export interface RuntimeView {
  readonly state: RuntimeReadiness["state"];
  readonly reasons: readonly string[];
}

/** The owner was greeted before; the model was not asked again. */
export interface EarlierGreeting {
  readonly outcome: "earlier";
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface Observations {
  readonly telegram: TelegramOutcome;
  readonly model: ModelOutcome;
  readonly runtime: RuntimeView;
  /** null: not attempted. */
  readonly greeting: GreetingOutcome | EarlierGreeting | null;
}

/** Observations → checks in the order people solve them. Pure. */
export function buildChecks(seen: Observations): HandoffCheck[] {
  return [
    buildNetworkCheck(seen),
    buildClockCheck(seen),
    buildTelegramCheck(seen),
    buildModelCheck(seen),
    buildRuntimeCheck(seen.runtime),
    buildGreetingCheck(seen.greeting),
  ];
}

/** Where the runtime writes its own log. */
export const runtimeLog = `${boxLayout.logs}/runtime/openclaw.log`;

type Verdict = readonly [HandoffCheck["outcome"], HandoffCode, HandoffDetails?];

function check(name: HandoffCheck["name"], [outcome, code, details]: Verdict): HandoffCheck {
  return { name, outcome, code, ...describeHandoffCode(code, { log: runtimeLog, ...details }) };
}

const unreached: readonly string[] = ["no-network", "intercepted"];

function isReached(outcome: TelegramOutcome | ModelOutcome): boolean {
  return !unreached.includes(outcome.outcome);
}

function buildNetworkCheck({ telegram, model }: Observations): HandoffCheck {
  if (isReached(telegram) || isReached(model)) return check("network", ["ok", "network.ok"]);
  const intercepted = [telegram.outcome, model.outcome].includes("intercepted");
  return check("network", ["failed", intercepted ? "network.intercepted" : "network.unreachable"]);
}

function buildClockCheck({ telegram, model }: Observations): HandoffCheck {
  const outcomes = [telegram, model];
  if (outcomes.some((seen) => seen.outcome === "clock-wrong"))
    return check("clock", ["failed", "clock.wrong"]);
  const compared = outcomes.some((seen) => seen.skewSeconds !== null);
  return check("clock", compared ? ["ok", "clock.ok"] : ["not-checked", "clock.not-checked"]);
}

function buildTelegramCheck({ telegram, model }: Observations): HandoffCheck {
  return check("telegram", judgeTelegram(telegram, isReached(model)));
}

function judgeTelegram(telegram: TelegramOutcome, modelReached: boolean): Verdict {
  switch (telegram.outcome) {
    case "ok":
      return ["ok", "telegram.ok", { bot: telegram.botUsername }];
    case "not-started":
    case "blocked":
      return ["failed", `telegram.${telegram.outcome}`, { bot: telegram.botUsername }];
    case "token-refused":
    case "rate-limited":
      return ["failed", `telegram.${telegram.outcome}`];
    case "service-error":
      return ["failed", "telegram.service-error", { status: String(telegram.status) }];
    case "clock-wrong":
      return ["not-checked", "telegram.not-checked"];
    case "no-network":
    case "intercepted":
      return modelReached ? ["failed", "telegram.unreachable"] : ["not-checked", "telegram.not-checked"];
  }
}

function buildModelCheck({ telegram, model }: Observations): HandoffCheck {
  return check("model", judgeModel(model, isReached(telegram)));
}

function judgeModel(model: ModelOutcome, telegramReached: boolean): Verdict {
  switch (model.outcome) {
    case "ok":
      return model.missing.length === 0
        ? ["ok", "model.ok"]
        : ["ok", "model.retired", { models: model.missing.join(", ") }];
    case "not-checked":
      return ["not-checked", "model.self-hosted"];
    case "key-refused":
    case "no-credit":
    case "rate-limited":
      return ["failed", `model.${model.outcome}`];
    case "service-error":
      return ["failed", "model.service-error", { status: String(model.status) }];
    case "clock-wrong":
      return ["not-checked", "model.not-checked"];
    case "no-network":
    case "intercepted":
      return telegramReached ? ["failed", "model.unreachable"] : ["not-checked", "model.not-checked"];
  }
}

function buildRuntimeCheck(runtime: RuntimeView): HandoffCheck {
  const reason = runtime.reasons.join(", ");
  return check(
    "runtime",
    runtime.state === "ready" ? ["ok", "runtime.ok"] : ["failed", `runtime.${runtime.state}`, { reason }],
  );
}

function buildGreetingCheck(greeting: Observations["greeting"]): HandoffCheck {
  if (greeting === null) return check("greeting", ["not-checked", "greeting.not-checked"]);
  if (greeting.outcome === "ok") return check("greeting", ["ok", "greeting.ok"]);
  if (greeting.outcome === "earlier")
    return check("greeting", ["ok", "greeting.earlier", { at: formatTime(greeting.at) }]);
  const reason = greeting.outcome === "not-delivered" ? { reason: greeting.reason } : {};
  return check("greeting", ["failed", `greeting.${greeting.outcome}`, reason]);
}
