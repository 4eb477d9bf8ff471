import { randomBytes } from "node:crypto";
import { findSeedFile } from "../setup/config/find-seed-file.ts";
import { executePlan } from "../setup/execute/execute-plan.ts";
import { createJournal } from "../setup/execute/journal.ts";
import type { Facts } from "../setup/facts/facts.ts";
import { gatherFacts } from "../setup/facts/gather-facts.ts";
import type { Host } from "../setup/host/host.ts";
import { buildIssue } from "../setup/issues/build-issue.ts";
import { buildInstallPlan } from "../setup/plan/build-install-plan.ts";
import { type InstallWish, prepareInstall } from "../setup/settings/prepare-install.ts";
import { readProfiles } from "../setup/settings/read-profiles.ts";
import { renderSetupEnv } from "../setup/settings/setup-env.ts";
import { programVersion } from "../setup/status/program-version.ts";
import { handlers } from "../setup/steps/handlers.ts";
import type { Consoles } from "./consoles.ts";
import { createProgress } from "./progress.ts";
import { publishResult } from "./publish-result.ts";
import type { ResultState } from "./result-state.ts";
import { type SeedVolume, waitForSeeds, withSeed } from "./seed-volume.ts";

export const medium = "/run/clawdie/medium";
export const target = "/target";
const journalPath = "/run/clawdie/install.jsonl";
/** A slow stick takes up to 40 s to appear. */
const seedWaitSeconds = 40;

/** The whole visit of the stick: check everything, then install, then restart. Returns whether to restart. */
export async function install(machine: Host, consoles: Consoles): Promise<"restart" | "stay"> {
  await consoles.print(
    `clawdie: Clawdie Appliance ${programVersion}: looking at the stick and this computer`,
  );
  const volumes = await waitForSeeds(machine, seedWaitSeconds, (left) =>
    consoles.print(`clawdie: looking for the volume CLAWDIESEED with setup.txt, ${left} s left`),
  );
  const facts = await gatherFacts(machine);
  const wish = await readWish(machine, volumes, facts);
  const base = { version: programVersion, time: machine.now().toISOString() };
  if (wish.accepted === null) {
    const { disks, issues } = wish;
    await publishResult({ ...base, kind: "install-stopped", issues, disks }, machine, consoles, "printed");
    return "stay";
  }
  const { settings, disk, unfinished, seedHash } = wish.accepted;
  await consoles.print(
    `clawdie: installing ${settings.assistantName} on ${disk.path} (${disk.model ?? "no model name"})`,
  );
  const plan = buildInstallPlan({
    settings,
    facts,
    disk,
    unfinished,
    seedHash,
    setupEnv: renderSetupEnv(settings),
    installId: randomBytes(8).toString("hex"),
    version: programVersion,
    medium,
    journal: journalPath,
    target,
  });
  const onEvent = createProgress((line) => void consoles.print(line));
  const journal = createJournal(machine, journalPath);
  const report = await executePlan(plan, handlers, machine.at(target), { journal, onEvent });
  const box = { hostname: settings.hostname, assistantName: settings.assistantName, addresses: [] };
  const result: ResultState =
    report.failure === null
      ? { ...base, kind: "installed-rebooting", issues: wish.issues, box, disk }
      : {
          ...base,
          kind: "step-failed",
          plan: "install",
          issues: wish.issues,
          failure: report.failure,
          reportPath: null,
          box,
        };
  await publishResult(result, machine, consoles, "printed");
  return report.failure === null ? "restart" : "stay";
}

async function readWish(machine: Host, volumes: readonly SeedVolume[], facts: Facts): Promise<InstallWish> {
  const [volume, ...others] = volumes;
  if (volume === undefined) return refuse(buildIssue("seed.not-found"));
  if (others.length > 0) {
    const devices = volumes.map(({ device }) => device).join(", ");
    return refuse(buildIssue("seed.several", {}, { devices }));
  }
  try {
    const file = await withSeed(volume, machine, "ro", findSeedFile);
    return await prepareInstall(file, facts, await readProfiles(), machine);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(buildIssue("seed.unreadable", {}, { device: volume.device, reason }));
  }
}

function refuse(issue: ReturnType<typeof buildIssue>): InstallWish {
  return { accepted: null, issues: [issue], disks: null };
}
