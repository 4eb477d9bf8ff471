import type { Host } from "../host/host.ts";
import { InternalError, StepError } from "../issues/exceptions.ts";
import type { Step, StepKind } from "../plan/step.ts";
import type { StepHandler } from "../steps/handler.ts";
import type { StepOutcome } from "./journal.ts";
import { describeBlock, describeError, type Failure, outcomeOf, type PlanOutcome } from "./report.ts";

/** Handlers by step kind; a plan needs only those of the kinds it holds. */
export type StepHandlers = { readonly [K in StepKind]?: StepHandler<K> };

export interface StepResult {
  readonly outcome: StepOutcome;
  /** How the plan ends here; null when it goes on. */
  readonly ending: Exclude<PlanOutcome, "done"> | null;
  readonly reason: string | null;
  readonly failure: Failure | null;
}

/** Check, apply, check again. Never throws: what goes wrong is in the result. */
export async function runStep(step: Step, handlers: StepHandlers, host: Host): Promise<StepResult> {
  try {
    const handler = findHandler(step, handlers);
    const before = await handler.check(step, host);
    if (before.state === "satisfied") return ended("skipped", null);
    if (before.state === "blocked") {
      const failure = describeBlock(step, before.issue);
      return { outcome: "blocked", ending: "blocked", reason: before.issue.message, failure };
    }
    await handler.apply(step, host);
    const after = await handler.check(step, host);
    if (after.state === "satisfied") return ended("done", before.reason);
    throw notInPlace(step, after.state === "needed" ? after.reason : after.issue.message);
  } catch (error) {
    const failure = describeError(step, error);
    return { outcome: "failed", ending: outcomeOf(error), reason: failure.message, failure };
  }
}

function ended(outcome: "done" | "skipped", reason: string | null): StepResult {
  return { outcome, ending: null, reason, failure: null };
}

function findHandler(step: Step, handlers: StepHandlers): StepHandler<StepKind> {
  const handler = handlers[step.kind];
  if (handler === undefined) throw new InternalError(`no handler for steps of kind ${step.kind}`);
  // The table pairs every kind with the handler for its arguments; TypeScript cannot follow that through a union.
  return handler as unknown as StepHandler<StepKind>;
}

function notInPlace(step: Step, reason: string): StepError {
  const message = `${step.title}: applied, but still not in place: ${reason}`;
  return new StepError(step.id, message, "Restart the box to try again; if it stays, report it.");
}
