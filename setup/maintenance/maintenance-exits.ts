import type { StepKind } from "../plan/step.ts";

/** Exit code 0 is done; each way to fail has its own. Shown by --help. */
export const maintenanceExits = {
  unusable: 1,
  stop: 10,
  checkpoint: 11,
  notClean: 12,
  snapshot: 13,
  reboot: 14,
  record: 15,
  restore: 16,
  notReady: 17,
  busy: 18,
  notRestarted: 19,
} as const;

export const exitTexts: Readonly<Record<keyof typeof maintenanceExits, string>> = {
  unusable: "nothing was begun",
  stop: "a service could not be stopped",
  checkpoint: "the database did not write its checkpoint",
  notClean: "the database did not shut down cleanly",
  snapshot: "a snapshot could not be taken or removed",
  reboot: "the reboot could not be started",
  record: "what was done could not be recorded",
  restore: "the datasets could not be brought back; they are as before",
  notReady: "brought back, but a service does not answer",
  busy: "another maintenance is under way; nothing was begun",
  notRestarted: "and something that was stopped could not be started again",
};

const byKind: { readonly [K in StepKind]?: keyof typeof maintenanceExits } = {
  "stop-service": "stop",
  "checkpoint-database": "checkpoint",
  "verify-clean-shutdown": "notClean",
  "create-snapshot": "snapshot",
  "destroy-snapshot": "snapshot",
  "unmount-dataset": "restore",
  "restore-snapshot": "restore",
};

/** Exit code for a plan that failed at a step of this kind. Pure. */
export function exitForStep(kind: StepKind | undefined): number {
  const name = kind === undefined ? undefined : byKind[kind];
  return maintenanceExits[name ?? "unusable"];
}
