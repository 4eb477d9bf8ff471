import { executePlan } from "../setup/execute/execute-plan.ts";
import { createJournal } from "../setup/execute/journal.ts";
import type { Host } from "../setup/host/host.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import { buildReachSteps } from "../setup/plan/firstboot/reach-steps.ts";
import type { Settings } from "../setup/settings/settings.ts";
import { firstbootHandlers } from "../setup/steps/firstboot-handlers.ts";

/**
 * The ways in that the settings ask for, when the plan ended before it got to them or behind them: the owner's login,
 * its password, SSH with the key. Each step on its own, since the one that broke the plan may be among them. What is in
 * place already is left as it is. Never throws.
 */
export async function openAccess(machine: Host, settings: Settings): Promise<void> {
  const journal = createJournal(machine, boxLayout.journal);
  for (const step of buildReachSteps(settings)) {
    const plan = { schema: 1, name: "firstboot", steps: [step] } as const;
    await executePlan(plan, firstbootHandlers, machine, { journal });
  }
}
