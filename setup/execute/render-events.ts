import type { PlanEvent } from "./plan-event.ts";

/** Of a whole plan, for whoever wonders whether it hangs: what emulated computers took, the slowest seen
 *  (docs/performance.md); long steps say theirs in their title. */
const usualTimes: Readonly<Record<string, string>> = {
  install: ", usually less than 3 minutes",
  firstboot: ", usually less than 15 minutes",
};

/** Console lines for one event, without line ends. */
export function renderEvent(event: PlanEvent): string[] {
  switch (event.type) {
    case "plan-started":
      return [`clawdie: ${event.plan}: ${event.total} steps${usualTimes[event.plan] ?? ""}`];
    case "step-started":
      return [`${prefix(event)}: ${event.title}`];
    case "step-done":
      return [
        `${prefix(event)}: ${event.skipped ? "already in place" : `done in ${whole(event.seconds)} s`}`,
      ];
    case "step-failed":
      return renderFailure(event);
    case "plan-done":
      return [`clawdie: ${event.plan}: ${event.outcome} after ${whole(event.seconds)} s`];
  }
}

function renderFailure(event: Extract<PlanEvent, { type: "step-failed" }>): string[] {
  const { message, because, stderrTail, hint } = event.failure;
  const details = [...(because === null ? [] : [because]), ...(stderrTail?.split("\n").slice(-3) ?? [])];
  return [
    `${prefix(event)}: FAILED after ${whole(event.seconds)} s: ${message}`,
    ...details.filter((line) => line !== "").map((line) => `clawdie:   ${line}`),
    `clawdie:   ${hint}`,
  ];
}

function prefix(event: { index: number; total: number; id: string }): string {
  return `clawdie: [${event.index}/${event.total}] ${event.id}`;
}

function whole(seconds: number): number {
  return Math.round(seconds);
}
