import type { Settings } from "../../settings/settings.ts";
import { boxLayout } from "../box-layout.ts";
import type { Step } from "../step.ts";
import { buildAccessSteps } from "./access-steps.ts";
import { buildLoginSteps } from "./account-steps.ts";
import { folderStep } from "./file-steps.ts";

/** Everything somebody needs to log in and look: early in the plan, and on its own when the plan broke. */
export function buildReachSteps(settings: Settings): Step[] {
  return [
    folderStep("folder-config", "Make the folder of the settings", boxLayout.config),
    ...buildLoginSteps(settings),
    ...buildAccessSteps(settings),
  ];
}
