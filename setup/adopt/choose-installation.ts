import type { SetupConfig } from "../config/schema.ts";
import type { Disk, Facts, OwnInstallation } from "../facts/facts.ts";
import { buildIssue } from "../issues/build-issue.ts";
import type { Issue } from "../issues/issue.ts";
import { markComputer } from "../plan/pool-identity.ts";
import type { TargetDisk } from "../plan/step.ts";
import { nameDisk } from "../settings/explain-no-disk.ts";
import { isStick } from "../settings/judge-disk.ts";
import { matchDiskRule } from "../settings/match-disk-rule.ts";
import { describeProblem, seeDisks } from "../settings/see-disks.ts";

/** What setup.txt says about the installation to take over. */
export type AdoptWish = Pick<
  SetupConfig,
  "INSTALL_MODE" | "INSTALL_DISK" | "ERASE_DISK" | "ALLOW_IDENTITY_CHANGE"
>;

export type InstallationChoice =
  | { readonly disk: TargetDisk; readonly installation: OwnInstallation; readonly issues: readonly [] }
  | { readonly disk: null; readonly installation: null; readonly issues: readonly Issue[] };

/** Disks with an installation of ours, whole or not; never the stick. Pure. */
export function listInstalled(facts: Facts): Disk[] {
  return facts.disks.filter((disk) => disk.installation !== null && !isStick(disk));
}

/**
 * The one installation to adopt, or why there is none. Pure. INSTALL_DISK narrows them and never widens; two are never
 * chosen between, and of two copies neither is taken, whatever setup.txt says.
 */
export function chooseInstallation(facts: Facts, wish: AdoptWish): InstallationChoice {
  if (wish.ERASE_DISK !== null) return refuse(buildIssue("adopt.erase-code", { key: "ERASE_DISK" }));
  const installed = listInstalled(facts);
  if (installed.length === 0) return refuse(buildIssue("adopt.none", { key: "INSTALL_MODE" }));
  const [only, ...others] = matchDiskRule(wish.INSTALL_DISK, installed);
  const found = describeInstalled(installed);
  if (only === undefined) return refuse(buildIssue("adopt.not-there", { key: "INSTALL_DISK" }, { found }));
  const copies = findCopies(installed);
  if (copies.length > 0) return refuse(buildIssue("adopt.copies", {}, { found: describeInstalled(copies) }));
  if (others.length > 0) return refuse(buildIssue("adopt.several", { key: "INSTALL_DISK" }, { found }));
  return judge(only, facts, wish);
}

function judge(disk: Disk, facts: Facts, wish: AdoptWish): InstallationChoice {
  const words = { disk: nameDisk(disk) };
  const { installation } = disk;
  if (installation?.state !== "own") {
    const reason = installation?.reason ?? "";
    return refuse(buildIssue("adopt.unclear", {}, { ...words, reason }));
  }
  const problem = describeProblem(disk, facts.disks);
  if (problem !== null) return refuse(buildIssue("adopt.unclear", {}, { ...words, reason: problem }));
  const here = markComputer(facts);
  const moved = installation.computer !== null && here !== null && installation.computer !== here;
  if (moved && wish.ALLOW_IDENTITY_CHANGE !== true) {
    return refuse(buildIssue("adopt.other-computer", { key: "ALLOW_IDENTITY_CHANGE" }, words));
  }
  const { path, serial, model, sizeBytes } = disk;
  return { disk: { path, serial, model, sizeBytes }, installation, issues: [] };
}

function refuse(issue: Issue): InstallationChoice {
  return { disk: null, installation: null, issues: [issue] };
}

/** One box on two disks: by its pool, or by its identity. */
function findCopies(installed: readonly Disk[]): Disk[] {
  const idOf = ({ installation }: Disk) => (installation?.state === "own" ? installation.installId : null);
  return installed.filter((disk) => {
    const id = idOf(disk);
    return id !== null && installed.filter((other) => idOf(other) === id).length > 1;
  });
}

/** Without INSTALL_MODE, an installation is never touched: what can be done, with the lines to type. Pure. */
export function explainFound(facts: Facts): Issue {
  const installed = listInstalled(facts);
  const found = describeInstalled(installed);
  const [only, ...others] = installed;
  if (only === undefined || others.length > 0) return buildIssue("install.found-several", {}, { found });
  const code = seeDisks(facts).find(({ path }) => path === only.path)?.eraseCode ?? "(its code)";
  return buildIssue("install.found", { key: "INSTALL_MODE" }, { found, code });
}

/** `clawdie-shelf (version 0.1.0) on /dev/sda (EXAMPLE SSD, serial S1, 64.0 GB)`. */
function describeInstalled(installed: readonly Disk[]): string {
  const names = installed.map((disk) => {
    const { installation } = disk;
    const name =
      installation?.state === "own"
        ? `${installation.hostname} (version ${installation.version})`
        : "one that is damaged";
    return `${name} on ${nameDisk(disk)}`;
  });
  return names.join("; ");
}
