import { dirname } from "node:path";
import type { Settings } from "../../settings/settings.ts";
import { boxLayout } from "../box-layout.ts";
import type { Step } from "../step.ts";
import { folderStep } from "./file-steps.ts";

const { accounts, dashboardCertificate, dashboardKey, dashboardOpening } = boxLayout;

/** What the dashboard needs before the control plane starts. */
export function buildDashboardFiles({ hostname }: Settings): Step[] {
  return [
    folderStep("folder-dashboard", "Make the folder of the dashboard's certificate", dirname(dashboardKey)),
    folderStep("folder-firewall", "Make the folder of what opens the firewall", dirname(dashboardOpening)),
    {
      ...{ id: "create-certificate", kind: "create-certificate", title: "Make the dashboard's certificate" },
      ...{
        hostname,
        certificatePath: dashboardCertificate,
        keyPath: dashboardKey,
        account: accounts.control,
      },
    },
  ];
}

/** Once the services run: the operator the settings name, and the port open exactly if there is one. */
export function buildOperatorSteps({ operator }: Settings): Step[] {
  const create: Step[] =
    operator === null
      ? []
      : [
          {
            ...{ id: "create-operator", kind: "create-operator", title: "Create the dashboard's operator" },
            ...operator,
          },
        ];
  return [
    ...create,
    {
      ...{ id: "sync-dashboard", kind: "sync-dashboard" },
      title: "Open the dashboard if it has an operator",
    },
  ];
}
