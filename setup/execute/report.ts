import { CommandError, InterruptedError, SetupError } from "../issues/exceptions.ts";
import type { Issue } from "../issues/issue.ts";
import type { StepOutcome } from "./journal.ts";

export type PlanOutcome = "done" | "failed" | "blocked" | "interrupted";

export interface StepReport {
  readonly id: string;
  readonly title: string;
  readonly outcome: StepOutcome;
  readonly seconds: number;
  readonly reason: string | null;
}

/** Why a plan did not get to its end. JSON-able, no secrets. */
export interface Failure {
  readonly step: string;
  readonly title: string;
  readonly message: string;
  readonly hint: string;
  /** Message of the underlying error, when there is one. */
  readonly because: string | null;
  /** Last lines of the failed command's standard error. */
  readonly stderrTail: string | null;
  /** The issue that blocked the step. */
  readonly issue: Issue | null;
}

/** How a plan went. `steps` holds only what was reached, in order. */
export interface Report {
  readonly schema: 1;
  readonly plan: string;
  readonly outcome: PlanOutcome;
  readonly seconds: number;
  readonly steps: readonly StepReport[];
  readonly failure: Failure | null;
}

interface StepName {
  readonly id: string;
  readonly title: string;
}

export function describeError(step: StepName, error: unknown): Failure {
  const cause = error instanceof Error ? error.cause : undefined;
  const command = [error, cause].find((candidate) => candidate instanceof CommandError);
  return {
    step: step.id,
    title: step.title,
    message: error instanceof Error ? error.message : String(error),
    hint:
      error instanceof SetupError
        ? error.hint
        : "Try again; if it stays, report it with these lines and the log.",
    because: cause instanceof Error ? cause.message : null,
    stderrTail: command instanceof CommandError ? command.stderrTail : null,
    issue: null,
  };
}

export function describeBlock(step: StepName, issue: Issue): Failure {
  const { message, hint } = issue;
  return { step: step.id, title: step.title, message, hint, because: null, stderrTail: null, issue };
}

export function outcomeOf(error: unknown): "failed" | "interrupted" {
  return error instanceof InterruptedError ? "interrupted" : "failed";
}
