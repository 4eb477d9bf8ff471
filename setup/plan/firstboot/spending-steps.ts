import type { Settings } from "../../settings/settings.ts";
import { renderSpendingSettings } from "../../spending/spending-settings.ts";
import { boxLayout } from "../box-layout.ts";
import type { Step } from "../step.ts";
import { serviceAccount } from "./account-steps.ts";
import { fileStep, folderStep, privateTo } from "./file-steps.ts";
import { disableStep, enableStep, startStep, waitStep } from "./service-steps.ts";

const { accounts, services, spendingHome, spendingPort, spendingSettings } = boxLayout;

/** The guard between the assistant and the model service; there only with a monthly limit. Before the assistant starts. */
export function buildSpendingSteps({ monthlyLimitUsd, openRouter }: Settings): Step[] {
  if (monthlyLimitUsd === null) {
    return [disableStep(services.spending, "default", "Leave the spending guard switched off")];
  }
  const settings = renderSpendingSettings({
    limitUsd: monthlyLimitUsd,
    serviceUrl: openRouter.baseUrl,
    port: spendingPort,
    ledger: `${spendingHome}/ledger.json`,
  });
  return [
    serviceAccount(accounts.spending, spendingHome, "the spending guard"),
    folderStep(
      "folder-spending",
      "Make the folder of the spending guard",
      spendingHome,
      privateTo(accounts.spending, 0o700),
    ),
    fileStep("write-spending-settings", "Write the monthly limit", spendingSettings, settings),
    enableStep(services.spending, "default", "Let the spending guard start at every boot"),
    startStep(services.spending, "Start the spending guard"),
    waitStep(services.spending, 180, "Wait until the spending guard answers"),
  ];
}
