import type { PlanEvent } from "../execute/plan-event.ts";
import { exitTexts, maintenanceExits } from "../maintenance/maintenance-exits.ts";
import type { MaintenanceResult } from "../maintenance/maintenance-run.ts";
import { wrapText } from "./wrap-text.ts";

const columns = 80;

/** The exit codes of `maintenance-reboot` and `rollback`, for --help. Pure. */
export function renderExitCodes(): string {
  const rows = Object.entries(maintenanceExits).map(
    ([name, code]) => `  ${String(code).padEnd(4)}${exitTexts[name as keyof typeof maintenanceExits]}`,
  );
  return ["Exit codes:", "  0   done", ...rows, "  64  usage", "  77  not root", ""].join("\n");
}

/** One line for each step: also for what only looks, such as whether the database ended cleanly. Pure. */
export function renderMaintenanceEvent(event: PlanEvent): string {
  if (event.type === "step-done")
    return `  ok      ${event.title} (${event.skipped ? "already so" : `${event.seconds} s`})\n`;
  if (event.type === "step-failed") return `  FAILED  ${event.title}\n`;
  return "";
}

/** How it ended, for people: what failed, why, the cure, and whether everything runs again. Pure. */
export function renderMaintenanceResult(result: MaintenanceResult, done: string): string {
  const { failure, notRestarted } = result;
  if (failure === null && notRestarted.length === 0) return `${wrapText(done, "", columns)}\n`;
  const details = [failure?.message, failure?.because, ...(failure?.stderrTail?.split("\n").slice(-3) ?? [])];
  const again =
    notRestarted.length === 0
      ? "Every service runs as before. The computer was not restarted."
      : `NOT running again: ${notRestarted.join("; ")}. Try: sudo clawdie doctor --fix`;
  return [
    `Stopped: ${failure?.title ?? "starting the services again"}`,
    ...details
      .filter((text) => text !== undefined && text !== null && text !== "")
      .map((text) => wrapText(String(text), "  ", columns)),
    ...(failure === null ? [] : [wrapText(failure.hint, "  ", columns)]),
    wrapText(again, "", columns),
    "",
  ].join("\n");
}

/** The same for programs. Pure. */
export function renderMaintenanceJson(kind: "reboot" | "rollback", result: MaintenanceResult): string {
  return `${JSON.stringify({ schema: 1, kind, ...result }, null, 2)}\n`;
}
