import {
  type AdoptWish,
  chooseInstallation,
  explainFound,
  type InstallationChoice,
  listInstalled,
} from "../adopt/choose-installation.ts";
import { nameAdoption } from "../adopt/name-adoption.ts";
import type { ReadKept } from "../adopt/read-kept-settings.ts";
import { resolveAdopted } from "../adopt/resolve-adopted.ts";
import { parseDocument } from "../config/document.ts";
import { hashSeed } from "../config/hash-seed.ts";
import type { SeedFile } from "../config/read-seed-file.ts";
import type { SetupConfig } from "../config/schema.ts";
import { validateConfig } from "../config/validate.ts";
import type { Facts, OwnInstallation } from "../facts/facts.ts";
import type { Host } from "../host/host.ts";
import { buildIssue } from "../issues/build-issue.ts";
import { SetupError } from "../issues/exceptions.ts";
import type { Issue } from "../issues/issue.ts";
import { limitIssues } from "../issues/limit-issues.ts";
import type { DiskConsent, TargetDisk } from "../plan/step.ts";
import { programVersion } from "../status/program-version.ts";
import { hashWiped } from "../wipe/seed-source.ts";
import { checkMemory, chooseDisk, type DiskChoice } from "./choose-disk.ts";
import { hashPasswords } from "./hash-password.ts";
import type { Profiles } from "./profiles.ts";
import { type ResolvedSettings, resolveSettings } from "./resolve-settings.ts";
import { type SeenDisk, seeDisks } from "./see-disks.ts";
import type { Settings } from "./settings.ts";

/** What will be done: an installation on a disk that may be taken, or the renewal of one that is there. */
export type AcceptedWish = {
  readonly settings: Settings;
  readonly disk: TargetDisk;
  /** SHA-256 of the file. */
  readonly seedHash: string;
} & (
  | {
      readonly mode: "fresh";
      /** Why that disk may be written to. */
      readonly consent: DiskConsent;
      readonly installation: null;
    }
  | {
      readonly mode: "adopt";
      readonly consent: null;
      readonly installation: OwnInstallation;
      /** Says which file and version it is made with. */
      readonly adoption: string;
    }
);

/** What the operator and the machine together allow: everything, or every reason why not. */
export interface InstallWish {
  readonly accepted: AcceptedWish | null;
  /** Errors when nothing was accepted, else warnings. */
  readonly issues: readonly Issue[];
  /** The disks seen, when one of the issues is about them. */
  readonly disks: readonly SeenDisk[] | null;
}

type Target =
  | ({ readonly mode: "fresh" } & Extract<DiskChoice, { issues: readonly [] }>)
  | ({ readonly mode: "adopt" } & Extract<InstallationChoice, { issues: readonly [] }>)
  | { readonly mode: null; readonly issues: readonly Issue[] };

const nothingAsked: AdoptWish = {
  INSTALL_DISK: null,
  ERASE_DISK: null,
  INSTALL_MODE: null,
  ALLOW_IDENTITY_CHANGE: null,
};

/**
 * File and machine are judged together, so that the operator sees all problems at once. The host only hashes passwords;
 * `readKept` is asked once it is clear which installation is to be adopted; without it, an adoption is never accepted.
 */
export async function prepareInstall(
  file: SeedFile,
  facts: Facts,
  profiles: Profiles,
  host: Pick<Host, "run">,
  readKept: ReadKept | null = null,
): Promise<InstallWish> {
  const found = file.bytes === null ? null : validateConfig(parseDocument(file.bytes));
  const config = found?.config ?? null;
  const target = chooseTarget(facts, found?.install ?? nothingAsked);
  const resolved = config === null ? null : await resolve(config, target, profiles, host, readKept);
  const accepted = resolved?.settings ? accept(target, resolved.settings, file.bytes) : null;
  const issues = [
    ...[...file.issues, ...(found?.issues ?? []), ...(resolved?.issues ?? [])],
    ...[...checkMemory(facts), ...target.issues, ...checkNews(accepted)],
  ];
  const refused = issues.some((issue) => issue.severity === "error");
  const disks = target.issues.length > 0 ? seeDisks(facts) : null;
  return { accepted: refused ? null : accepted, issues: limitIssues(issues), disks };
}

/** Where an installation is found, nothing happens to any disk unless INSTALL_MODE says what. */
function chooseTarget(facts: Facts, wish: AdoptWish): Target {
  const mode = wish.INSTALL_MODE;
  if (mode === "adopt") {
    const choice = chooseInstallation(facts, wish);
    return choice.disk === null ? { mode: null, issues: choice.issues } : { mode, ...choice };
  }
  if (mode !== "fresh" && listInstalled(facts).length > 0)
    return { mode: null, issues: [explainFound(facts)] };
  if (mode === "stop")
    return { mode: null, issues: [buildIssue("install.stop-asked", { key: "INSTALL_MODE" })] };
  const choice = chooseDisk(facts, wish);
  return choice.disk === null ? { mode: null, issues: choice.issues } : { mode: "fresh", ...choice };
}

function accept(target: Target, settings: Settings, bytes: Uint8Array | null): AcceptedWish | null {
  if (target.mode === null || bytes === null) return null;
  const base = { settings, seedHash: hashSeed(bytes), disk: target.disk };
  if (target.mode === "fresh") {
    return { ...base, mode: "fresh", consent: target.consent, installation: null };
  }
  const { installation } = target;
  const adoption = nameAdoption(installation.installId, hashWiped(bytes), programVersion);
  return { ...base, mode: "adopt", consent: null, installation, adoption };
}

async function resolve(
  config: SetupConfig,
  target: Target,
  profiles: Profiles,
  host: Pick<Host, "run">,
  readKept: ReadKept | null,
): Promise<ResolvedSettings | null> {
  if (config.INSTALL_MODE !== "adopt") return resolveSettings(await hashPasswords(config, host), profiles);
  // What is blank in the file only the box knows.
  if (target.mode !== "adopt" || readKept === null) return null;
  try {
    const kept = await readKept(target.disk, target.installation);
    return resolveAdopted(await hashPasswords(config, host), kept, profiles);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    const reason = error.message;
    return { settings: null, issues: [buildIssue("adopt.settings-unread", {}, { reason })] };
  }
}

/** The stick stayed in: what it asks for was done. */
function checkNews(accepted: AcceptedWish | null): Issue[] {
  if (accepted?.mode !== "adopt" || accepted.installation.adoption !== accepted.adoption) return [];
  return [buildIssue("adopt.done-already")];
}
