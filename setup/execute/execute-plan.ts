import type { Host } from "../host/host.ts";
import { InterruptedError } from "../issues/exceptions.ts";
import type { Plan } from "../plan/plan.ts";
import type { Step } from "../plan/step.ts";
import type { Journal } from "./journal.ts";
import type { PlanEvent } from "./plan-event.ts";
import { describeError, type Failure, type PlanOutcome, type Report, type StepReport } from "./report.ts";
import { runStep, type StepHandlers } from "./run-step.ts";

export interface ExecuteOptions {
  readonly journal: Journal;
  readonly onEvent?: (event: PlanEvent) => void;
  /** Aborting ends the plan before its next step; the step under way is finished. */
  readonly signal?: AbortSignal;
}

interface Ending {
  readonly outcome: PlanOutcome;
  readonly failure: Failure | null;
}

/**
 * The only loop: check → skip, stop, or apply → check again → journal (on the disk) → event.
 * Does not throw for what steps do: the failure is in the report.
 */
export async function executePlan(
  plan: Plan,
  handlers: StepHandlers,
  host: Host,
  options: ExecuteOptions,
): Promise<Report> {
  const emit = options.onEvent ?? (() => {});
  const elapsed = startTimer();
  const steps: StepReport[] = [];
  emit({ type: "plan-started", plan: plan.name, total: plan.steps.length });
  let ending: Ending | null = null;
  for (const [at, step] of plan.steps.entries()) {
    ending = options.signal?.aborted ? interruptedBefore(step) : null;
    if (ending !== null) break;
    const position = { index: at + 1, total: plan.steps.length, id: step.id, title: step.title };
    emit({ type: "step-started", ...position });
    const { report, ending: stepEnding } = await executeStep(plan, step, handlers, host, options.journal);
    steps.push(report);
    const { seconds } = report;
    ending = stepEnding;
    if (ending !== null && ending.failure !== null) {
      emit({ type: "step-failed", ...position, seconds, failure: ending.failure });
      break;
    }
    emit({ type: "step-done", ...position, seconds, skipped: report.outcome === "skipped" });
  }
  const { outcome, failure } = ending ?? { outcome: "done", failure: null };
  const seconds = elapsed();
  emit({ type: "plan-done", plan: plan.name, outcome, seconds });
  return { schema: 1, plan: plan.name, outcome, seconds, steps, failure };
}

async function executeStep(
  plan: Plan,
  step: Step,
  handlers: StepHandlers,
  host: Host,
  journal: Journal,
): Promise<{ report: StepReport; ending: Ending | null }> {
  const elapsed = startTimer();
  const { outcome, reason, ending, failure } = await runStep(step, handlers, host);
  const seconds = elapsed();
  const report = { id: step.id, title: step.title, outcome, seconds, reason };
  // A run that finds everything in place writes nothing.
  if (outcome === "skipped") return { report, ending: null };
  try {
    const time = host.now().toISOString();
    await journal.append({ schema: 1, time, plan: plan.name, step: step.id, outcome, seconds, reason });
  } catch (error) {
    // What cannot be recorded is not done; the step's own failure, if any, is the one to show.
    return {
      report,
      ending: { outcome: ending ?? "failed", failure: failure ?? describeError(step, error) },
    };
  }
  return { report, ending: ending === null ? null : { outcome: ending, failure } };
}

function interruptedBefore(step: Step): Ending {
  const error = new InterruptedError(
    `Interrupted before: ${step.title}`,
    "Run it again: it goes on from there.",
  );
  return { outcome: "interrupted", failure: describeError(step, error) };
}

/** Seconds since the call, one decimal, unaffected by the clock being set meanwhile. */
function startTimer(): () => number {
  const start = performance.now();
  return () => Math.round((performance.now() - start) / 100) / 10;
}
