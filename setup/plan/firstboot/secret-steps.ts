import { type GeneratedTokens, renderControlEnv } from "../../config-files/control-env.ts";
import { buildProfileLock } from "../../settings/profile-lock.ts";
import type { Settings } from "../../settings/settings.ts";
import { boxLayout } from "../box-layout.ts";
import type { Step } from "../step.ts";
import { fileStep, privateTo } from "./file-steps.ts";

const { accounts } = boxLayout;

/** What the profile stands for, and the secrets of the control plane. */
export function buildSecretSteps(settings: Settings, generated: GeneratedTokens): Step[] {
  return [
    fileStep(
      "write-profile-lock",
      "Record what the profile stands for",
      boxLayout.profileLock,
      buildProfileLock(settings),
    ),
    fileStep(
      "write-control-secrets",
      "Write the secrets of the control plane",
      boxLayout.controlEnv,
      renderControlEnv(settings, generated),
      privateTo(accounts.control, 0o600),
    ),
  ];
}
