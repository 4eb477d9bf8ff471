import { boxLayout } from "../plan/box-layout.ts";
import type { RuntimeReadiness } from "../runtime/runtime-readiness.ts";
import { formatTime } from "../status/format-figures.ts";
import {
  buildCheck,
  buildServiceChecks,
  type ServiceObservations,
  type Verdict,
} from "./build-service-checks.ts";
import type { HandoffCheck } from "./handoff-record.ts";
import type { GreetingOutcome } from "./send-greeting.ts";

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

export interface Observations extends ServiceObservations {
  readonly runtime: RuntimeView;
  /** null: not attempted. */
  readonly greeting: GreetingOutcome | EarlierGreeting | null;
}

/** Observations of a box → checks in the order people solve them. Pure. */
export function buildChecks(seen: Observations): HandoffCheck[] {
  return [
    ...buildServiceChecks(seen),
    buildCheck("runtime", judgeRuntime(seen.runtime), seen.place),
    buildCheck("greeting", judgeGreeting(seen.greeting), seen.place),
  ];
}

/** Where the runtime writes its own log. */
export const runtimeLog = `${boxLayout.logs}/runtime/openclaw.log`;

function judgeRuntime({ state, reasons }: RuntimeView): Verdict {
  const details = { reason: reasons.join(", "), log: runtimeLog };
  return state === "ready" ? ["ok", "runtime.ok"] : ["failed", `runtime.${state}`, details];
}

function judgeGreeting(greeting: Observations["greeting"]): Verdict {
  if (greeting === null) return ["not-checked", "greeting.not-checked"];
  if (greeting.outcome === "ok") return ["ok", "greeting.ok"];
  if (greeting.outcome === "earlier") return ["ok", "greeting.earlier", { at: formatTime(greeting.at) }];
  const reason = greeting.outcome === "not-delivered" ? { reason: greeting.reason } : {};
  return ["failed", `greeting.${greeting.outcome}`, { log: runtimeLog, ...reason }];
}
