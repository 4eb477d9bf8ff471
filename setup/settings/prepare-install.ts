import { parseDocument } from "../config/document.ts";
import { hashSeed } from "../config/hash-seed.ts";
import type { SeedFile } from "../config/read-seed-file.ts";
import { validateConfig } from "../config/validate.ts";
import type { Facts } from "../facts/facts.ts";
import type { Host } from "../host/host.ts";
import { buildIssue } from "../issues/build-issue.ts";
import type { Issue } from "../issues/issue.ts";
import { limitIssues } from "../issues/limit-issues.ts";
import type { DiskConsent, TargetDisk } from "../plan/step.ts";
import { checkMemory, chooseDisk } from "./choose-disk.ts";
import { hashPasswords } from "./hash-password.ts";
import type { Profiles } from "./profiles.ts";
import { resolveSettings } from "./resolve-settings.ts";
import { type SeenDisk, seeDisks } from "./see-disks.ts";
import type { Settings } from "./settings.ts";

/** What the operator and the machine together allow: everything, or every reason why not. */
export interface InstallWish {
  readonly accepted: {
    readonly settings: Settings;
    readonly disk: TargetDisk;
    /** Why that disk may be written to. */
    readonly consent: DiskConsent;
    /** SHA-256 of the file. */
    readonly seedHash: string;
  } | null;
  /** Errors when nothing was accepted, else warnings. */
  readonly issues: readonly Issue[];
  /** The disks seen, when one of the issues is about them. */
  readonly disks: readonly SeenDisk[] | null;
}

/** File and machine are judged together, so that the operator sees all problems at once. The host only hashes passwords. */
export async function prepareInstall(
  file: SeedFile,
  facts: Facts,
  profiles: Profiles,
  host: Pick<Host, "run">,
): Promise<InstallWish> {
  const found = file.bytes === null ? null : validateConfig(parseDocument(file.bytes));
  const config = found?.config ?? null;
  const choice = chooseDisk(facts, found?.install ?? { INSTALL_DISK: null, ERASE_DISK: null });
  const resolved = config === null ? null : resolveSettings(await hashPasswords(config, host), profiles);
  const fromFile = [...file.issues, ...(found?.issues ?? []), ...(resolved?.issues ?? [])];
  const issues = [
    ...fromFile,
    ...checkMemory(facts),
    ...choice.issues,
    ...checkMode(found?.install.INSTALL_MODE ?? null),
  ];
  const settings = resolved?.settings ?? null;
  const refused = issues.some((issue) => issue.severity === "error");
  const disks = choice.issues.length > 0 ? seeDisks(facts) : null;
  if (refused || settings === null || choice.disk === null || file.bytes === null) {
    return { accepted: null, issues: limitIssues(issues), disks };
  }
  return {
    accepted: { settings, disk: choice.disk, consent: choice.consent, seedHash: hashSeed(file.bytes) },
    issues: limitIssues(issues),
    disks,
  };
}

/** Only `fresh` on an empty disk exists yet; what was asked for is refused, never quietly replaced. */
function checkMode(mode: string | null): Issue[] {
  if (mode === null || mode === "fresh") return [];
  return [buildIssue("install.mode-not-available", { key: "INSTALL_MODE" }, { value: mode })];
}
