import type { Host } from "../host/host.ts";
import type { Issue } from "../issues/issue.ts";
import type { StepArguments, StepBase, StepKind } from "../plan/step.ts";

/** What a look at the world says about a step, before and after apply. */
export type StepState =
  | { readonly state: "satisfied" }
  /** `reason` says what is missing, for the journal: no secrets. */
  | { readonly state: "needed"; readonly reason: string }
  /** Applying would be wrong or destructive: stop with this issue. */
  | { readonly state: "blocked"; readonly issue: Issue };

/**
 * One step kind. `check` only reads and may run at any time; `apply` may be killed at any instruction and run
 * again; after it `check` must answer satisfied. Handlers read their step and the host, never the settings.
 */
export interface StepHandler<K extends StepKind> {
  check(step: StepBase & StepArguments[K], host: Host): Promise<StepState>;
  apply(step: StepBase & StepArguments[K], host: Host): Promise<void>;
}

export const satisfied: StepState = { state: "satisfied" };

export function needed(reason: string): StepState {
  return { state: "needed", reason };
}

/** needed(reason) for the first reason that is not null, else satisfied. */
export function neededIf(...reasons: readonly (string | null)[]): StepState {
  const reason = reasons.find((candidate) => candidate !== null);
  return reason === undefined || reason === null ? satisfied : needed(reason);
}
