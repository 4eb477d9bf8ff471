import { buildSnapshotName } from "../maintenance/snapshots.ts";
import type { AcceptedWish } from "../settings/prepare-install.ts";
import { renderSetupEnv } from "../settings/setup-env.ts";
import { buildAdoptPlan } from "./build-adopt-plan.ts";
import { buildInstallPlan, type InstallInputs } from "./build-install-plan.ts";
import type { Plan } from "./plan.ts";

/** What is not in the wish: where things are in the live system, and what is new for each attempt. */
export type LiveInputs = Omit<
  InstallInputs,
  "settings" | "disk" | "consent" | "setupEnv" | "seedHash" | "installId"
> & {
  /** 16 hexadecimal digits; only a fresh installation takes them. */
  readonly freshId: string;
  /** Names the snapshot of an adoption. */
  readonly now: Date;
};

/** The plan of what was accepted. Pure. */
export function buildAcceptedPlan(accepted: AcceptedWish, { freshId, now, ...live }: LiveInputs): Plan {
  const inputs = { ...live, ...accepted, setupEnv: renderSetupEnv(accepted.settings) };
  if (inputs.mode === "adopt")
    return buildAdoptPlan({ ...inputs, snapshot: buildSnapshotName("adopt", now) });
  return buildInstallPlan({ ...inputs, installId: freshId });
}
