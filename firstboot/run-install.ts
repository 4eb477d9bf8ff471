import { randomBytes } from "node:crypto";
import { executePlan } from "../setup/execute/execute-plan.ts";
import { createJournal } from "../setup/execute/journal.ts";
import type { Facts } from "../setup/facts/facts.ts";
import type { Host } from "../setup/host/host.ts";
import { buildAcceptedPlan } from "../setup/plan/build-accepted-plan.ts";
import type { AcceptedWish, InstallWish } from "../setup/settings/prepare-install.ts";
import type { Settings } from "../setup/settings/settings.ts";
import { programVersion } from "../setup/status/program-version.ts";
import { handlers } from "../setup/steps/handlers.ts";
import type { SeedSource } from "../setup/wipe/seed-source.ts";
import type { Consoles } from "./consoles.ts";
import type { FailureNotifier } from "./failure-notifier.ts";
import { buildInstallLog } from "./install-log.ts";
import { createProgress } from "./progress.ts";
import { publishResult } from "./publish-result.ts";
import { startNetwork } from "./ready-machine.ts";
import { listSecrets } from "./redact.ts";
import type { ResultState } from "./result-state.ts";

const medium = "/run/clawdie/medium";
const target = "/target";
const networkSeconds = 10;
const tries = 12;
const journalPath = "/run/clawdie/install.jsonl";

/** What was found out before. */
interface Found {
  readonly issues: InstallWish["issues"];
  readonly seedSources: readonly SeedSource[];
  readonly facts: Facts;
}

/** The first write is here. Answers whether the box is to be restarted; otherwise the result says what failed. */
export async function runAcceptedInstall(
  accepted: AcceptedWish,
  { issues, seedSources, facts }: Found,
  machine: Host,
  consoles: Consoles,
  notifier: FailureNotifier,
): Promise<"restart" | "stay"> {
  const { settings, disk, mode } = accepted;
  const box = {
    hostname: settings.hostname,
    assistantName: settings.assistantName,
    addresses: [],
    sshHostKey: null,
  };
  const describe = () => ({ version: programVersion, time: machine.now().toISOString(), issues, box });
  const begun: ResultState = { ...describe(), kind: "installing", disk, mode };
  await notifier.take(begun, settings.telegram, []);
  await publishResult(begun, machine, consoles, "printed", {
    "SETUP-LOG.txt": null,
    "THIS-COMPUTER.txt": null,
  });
  const plan = buildAcceptedPlan(accepted, {
    facts,
    seedSources,
    freshId: randomBytes(8).toString("hex"),
    now: machine.now(),
    version: programVersion,
    medium,
    journal: journalPath,
    target,
  });
  const onEvent = createProgress((line) => void consoles.print(line));
  const journal = createJournal(machine, journalPath);
  const { failure } = await executePlan(plan, handlers, machine.at(target), { journal, onEvent });
  if (failure === null) {
    await publishResult(
      { ...describe(), kind: "installed-rebooting", disk, mode },
      machine,
      consoles,
      "printed",
    );
    return "restart";
  }
  const log = await buildInstallLog(machine, journalPath, failure, listSecrets(settings));
  const failed = {
    kind: "step-failed",
    plan: mode === "adopt" ? "adopt" : "install",
    failure,
    reportPath: null,
  } as const;
  const result: ResultState = { ...describe(), ...failed };
  await publishResult(result, machine, consoles, "printed", { "SETUP-LOG.txt": log });
  await tellFailure(result, settings, machine, notifier);
  return "stay";
}

/** The installation is over, so there is time to wait for an address, up to two minutes. */
async function tellFailure(
  result: ResultState,
  settings: Settings,
  machine: Host,
  notifier: FailureNotifier,
): Promise<void> {
  await startNetwork(machine);
  await machine.sleep(networkSeconds);
  await notifier.take(result, settings.telegram, listSecrets(settings));
  for (let left = tries; left > 0 && notifier.isWaiting(); left -= 1) {
    await machine.sleep(networkSeconds);
    await notifier.retry();
  }
}
