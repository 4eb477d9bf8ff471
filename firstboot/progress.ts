import type { PlanEvent } from "../setup/execute/plan-event.ts";
import { renderEvent } from "../setup/execute/render-events.ts";

/** A step that is already in place says so within this time; only slower ones are announced. */
const quietMilliseconds = 1500;

/**
 * Shows a plan's events as console lines, and stays silent about what is already in place: at a later boot of a
 * finished box nothing scrolls by.
 */
export function createProgress(print: (line: string) => void): (event: PlanEvent) => void {
  let held: { event: PlanEvent; timer: NodeJS.Timeout } | null = null;
  const show = (event: PlanEvent) => {
    for (const line of renderEvent(event)) print(line);
  };
  const release = (drop: boolean) => {
    if (held === null) return;
    clearTimeout(held.timer);
    if (!drop) show(held.event);
    held = null;
  };
  return (event) => {
    if (event.type === "step-started") {
      const timer = setTimeout(() => release(false), quietMilliseconds);
      held = { event, timer };
      return;
    }
    const silent = event.type === "step-done" && event.skipped && held !== null;
    release(silent);
    if (!silent) show(event);
  };
}
