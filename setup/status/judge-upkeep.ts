import { boxLayout } from "../plan/box-layout.ts";
import type { Problem, Status } from "./status.ts";

/** What of the upkeep is a problem. Pure. */
export function judgeUpkeep({
  maintenance,
  runtimeHeld,
}: Pick<Status, "maintenance" | "runtimeHeld">): Problem[] {
  return [
    ...(runtimeHeld === null
      ? []
      : [
          {
            severity: "failed" as const,
            message: `The assistant is held: it refuses its configuration (exit code ${runtimeHeld.exitCode ?? "unknown"}).`,
            cure: `It is tried again when a file in ${boxLayout.config}/runtime changes, and every ten minutes. Write them anew: sudo clawdie apply`,
          },
        ]),
    ...(maintenance?.state === "failed" || maintenance?.state === "interrupted"
      ? [
          {
            severity: "warning" as const,
            message: `The last ${maintenance.kind === "reboot" ? "maintenance reboot" : "rollback"} ${maintenance.state === "failed" ? "failed" : "was interrupted"}: ${maintenance.message ?? "no reason was recorded"}`,
            cure: maintenance.cure,
          },
        ]
      : []),
  ];
}
