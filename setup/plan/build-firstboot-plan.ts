import type { GeneratedTokens } from "../config-files/control-env.ts";
import { renderChronyConfig } from "../config-files/render-chrony-config.ts";
import { renderDefaultLocale } from "../config-files/render-system-files.ts";
import type { BoxFacts } from "../facts/facts.ts";
import type { Settings } from "../settings/settings.ts";
import { boxLayout } from "./box-layout.ts";
import { buildServiceAccountSteps } from "./firstboot/account-steps.ts";
import { buildDashboardFiles, buildOperatorSteps } from "./firstboot/dashboard-steps.ts";
import { buildDatabaseSteps } from "./firstboot/database-steps.ts";
import { fileStep } from "./firstboot/file-steps.ts";
import { buildNetworkSteps, loadNetworkStep } from "./firstboot/network-steps.ts";
import { buildReachSteps } from "./firstboot/reach-steps.ts";
import { buildRuntimeSteps } from "./firstboot/runtime-steps.ts";
import { buildSecretSteps } from "./firstboot/secret-steps.ts";
import { buildServiceSteps, enableStep, startStep } from "./firstboot/service-steps.ts";
import { buildSpendingSteps } from "./firstboot/spending-steps.ts";
import { buildDatasetSteps, buildFolderSteps, buildKernelSteps } from "./firstboot/storage-steps.ts";
import type { Plan } from "./plan.ts";
import type { Step } from "./step.ts";

/**
 * Installed system → assistant that answers. Pure: the same settings, facts and tokens give the same plan.
 * @param generated read back from an existing control.env (`parseGeneratedTokens`) or new, so that a second run changes nothing.
 */
export function buildFirstbootPlan(settings: Settings, facts: BoxFacts, generated: GeneratedTokens): Plan {
  return {
    schema: 1,
    name: "firstboot",
    steps: [
      confirmInstallation,
      ...buildNetworkSteps(settings, facts),
      loadNetworkStep,
      // Before anything is put into /home or below /var/lib/clawdie.
      ...buildDatasetSteps(),
      // Early: whatever breaks behind this, its owner can log in and look.
      ...buildReachSteps(settings),
      ...buildRegionSteps(settings),
      ...buildKernelSteps(facts),
      ...buildServiceAccountSteps(),
      ...buildFolderSteps(),
      ...buildClockSteps(),
      ...buildDatabaseSteps(facts),
      ...buildSecretSteps(settings, generated),
      ...buildRuntimeSteps(settings, generated),
      ...buildDashboardFiles(settings),
      ...buildSpendingSteps(settings),
      ...buildServiceSteps(),
      ...buildOperatorSteps(settings),
    ],
  };
}

/** Before anything else: from now on the disk holds something to lose. */
const confirmInstallation: Step = {
  id: "confirm-installation",
  kind: "confirm-installation",
  title: "Mark the installation complete",
  pool: boxLayout.pool,
};

function buildRegionSteps({ timezone, locale }: Settings): Step[] {
  return [
    { id: "set-timezone", kind: "set-timezone", title: `Set the time zone ${timezone}`, timezone },
    { id: "generate-locale", kind: "generate-locale", title: `Provide the locale ${locale}`, locale },
    fileStep("set-locale", "Make it the default", "/etc/default/locale", renderDefaultLocale(locale)),
  ];
}

function buildClockSteps(): Step[] {
  return [
    fileStep(
      "configure-clock",
      "Write where the time comes from",
      "/etc/chrony/chrony.conf",
      renderChronyConfig(),
    ),
    enableStep("chrony", "default", "Let the clock be kept at every boot"),
    startStep("chrony", "Start keeping the clock"),
  ];
}
