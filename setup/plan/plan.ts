import type { Step } from "./step.ts";

/** Everything that will be done, in order; deterministic for the same settings and facts. */
export interface Plan {
  readonly schema: 1;
  readonly name:
    | "install"
    | "adopt"
    | "firstboot"
    | "maintenance"
    | "rollback"
    | "snapshot"
    | "recovery"
    | "readiness";
  readonly steps: readonly Step[];
}
