import { randomBytes } from "node:crypto";
import { executePlan } from "../setup/execute/execute-plan.ts";
import { createJournal } from "../setup/execute/journal.ts";
import type { Facts } from "../setup/facts/facts.ts";
import type { Host } from "../setup/host/host.ts";
import { buildInstallPlan } from "../setup/plan/build-install-plan.ts";
import type { InstallWish } from "../setup/settings/prepare-install.ts";
import { renderSetupEnv } from "../setup/settings/setup-env.ts";
import { programVersion } from "../setup/status/program-version.ts";
import { handlers } from "../setup/steps/handlers.ts";
import type { SeedSource } from "../setup/wipe/seed-source.ts";
import type { Consoles } from "./consoles.ts";
import { buildInstallLog } from "./install-log.ts";
import { createProgress } from "./progress.ts";
import { publishResult } from "./publish-result.ts";
import { listSecrets } from "./redact.ts";

const medium = "/run/clawdie/medium";
const target = "/target";
const journalPath = "/run/clawdie/install.jsonl";

/** The first write is here. Answers whether the box is to be restarted; otherwise the result says what failed. */
export async function runAcceptedInstall(
  accepted: NonNullable<InstallWish["accepted"]>,
  issues: InstallWish["issues"],
  seedSources: readonly SeedSource[],
  facts: Facts,
  machine: Host,
  consoles: Consoles,
): Promise<"restart" | "stay"> {
  const { settings, disk } = accepted;
  const box = {
    hostname: settings.hostname,
    assistantName: settings.assistantName,
    addresses: [],
    sshHostKey: null,
  };
  const describe = () => ({ version: programVersion, time: machine.now().toISOString(), issues, box });
  await publishResult({ ...describe(), kind: "installing", disk }, machine, consoles, "printed", {
    "SETUP-LOG.txt": null,
    "THIS-COMPUTER.txt": null,
  });
  const plan = buildInstallPlan({
    ...accepted,
    facts,
    seedSources,
    setupEnv: renderSetupEnv(settings),
    installId: randomBytes(8).toString("hex"),
    version: programVersion,
    medium,
    journal: journalPath,
    target,
  });
  const onEvent = createProgress((line) => void consoles.print(line));
  const journal = createJournal(machine, journalPath);
  const { failure } = await executePlan(plan, handlers, machine.at(target), { journal, onEvent });
  if (failure === null) {
    await publishResult({ ...describe(), kind: "installed-rebooting", disk }, machine, consoles, "printed");
    return "restart";
  }
  const log = await buildInstallLog(machine, journalPath, failure, listSecrets(settings));
  const failed = { kind: "step-failed", plan: "install", failure, reportPath: null } as const;
  await publishResult({ ...describe(), ...failed }, machine, consoles, "printed", { "SETUP-LOG.txt": log });
  return "stay";
}
