import type { Failure, PlanOutcome } from "./report.ts";

interface StepPosition {
  /** 1-based. */
  readonly index: number;
  readonly total: number;
  readonly id: string;
  readonly title: string;
}

/** What the engine says while it works: plain JSON; console, TUI and tests are faces of these. */
export type PlanEvent =
  | { readonly type: "plan-started"; readonly plan: string; readonly total: number }
  | ({ readonly type: "step-started" } & StepPosition)
  | ({ readonly type: "step-done"; readonly seconds: number; readonly skipped: boolean } & StepPosition)
  | ({ readonly type: "step-failed"; readonly seconds: number; readonly failure: Failure } & StepPosition)
  | {
      readonly type: "plan-done";
      readonly plan: string;
      readonly outcome: PlanOutcome;
      readonly seconds: number;
    };
