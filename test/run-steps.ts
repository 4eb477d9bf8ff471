import { executePlan } from "../setup/execute/execute-plan.ts";
import { createJournal } from "../setup/execute/journal.ts";
import type { Report } from "../setup/execute/report.ts";
import type { StepHandlers } from "../setup/execute/run-step.ts";
import type { Host } from "../setup/host/host.ts";
import type { Step } from "../setup/plan/step.ts";
import { firstbootHandlers } from "../setup/steps/firstboot-handlers.ts";

/** Runs steps as a plan, with the journal at /journal.jsonl of the host. */
export function runSteps(
  host: Host,
  steps: readonly Step[],
  handlers: StepHandlers = firstbootHandlers,
): Promise<Report> {
  const journal = createJournal(host, "/journal.jsonl");
  return executePlan({ schema: 1, name: "firstboot", steps }, handlers, host, { journal });
}

/** How each step ended: outcome, or the message of the failure. */
export function outcomesOf(report: Report): string[] {
  return report.steps.map(({ outcome, reason }) => (outcome === "failed" ? (reason ?? "failed") : outcome));
}
