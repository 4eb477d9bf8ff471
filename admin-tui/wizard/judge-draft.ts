import { checkSetup } from "../../setup/config/check-setup.ts";
import type { SettingsSummary } from "../../setup/config/describe-settings.ts";
import { isSetupKey, keyMeta, type SetupKey } from "../../setup/config/schema.ts";
import type { Facts } from "../../setup/facts/facts.ts";
import type { Host } from "../../setup/host/host.ts";
import type { Issue } from "../../setup/issues/issue.ts";
import { prepareInstall } from "../../setup/settings/prepare-install.ts";
import type { Profiles } from "../../setup/settings/profiles.ts";
import { type SeenDisk, seeDisks } from "../../setup/settings/see-disks.ts";
import { type Draft, renderDraft } from "./draft.ts";

/** What the checker and the installer say about a draft: the same rules that will judge the file. */
export interface Judgement {
  /** About the settings first, then about this computer. */
  readonly issues: readonly Issue[];
  /** What the box will be; null while a setting is wrong. Secrets masked. */
  readonly settings: SettingsSummary | null;
  readonly disks: readonly SeenDisk[];
}

/** The host hashes no passwords here: they are judged as text, and left out where the machine is judged. */
export async function judgeDraft(
  draft: Draft,
  facts: Facts,
  profiles: Profiles,
  host: Pick<Host, "run">,
): Promise<Judgement> {
  const check = checkSetup(renderDraft(draft), { profiles });
  const unhashed = new Map([...draft].filter(([key]) => !isAccountKey(key)));
  const file = { path: "setup.txt", bytes: renderDraft(unhashed), issues: [] };
  const wish = await prepareInstall(file, facts, profiles, host);
  const ofFile = checkSetup(file.bytes, { profiles }).issues.map(nameIssue);
  const ofMachine = wish.issues.filter((issue) => !ofFile.includes(nameIssue(issue)));
  return { issues: [...check.issues, ...ofMachine], settings: check.settings, disks: seeDisks(facts) };
}

/** Pure. */
export function isError(issue: Issue): boolean {
  return issue.severity === "error";
}

/** The setting an issue is cured by, or null when none in the file does. Pure. */
export function keyToCure(issue: Issue): SetupKey | null {
  if (issue.key !== null && isSetupKey(issue.key)) return issue.key;
  return issue.code === "disk.several-empty" ? "INSTALL_DISK" : null;
}

/** The errors of one setting. Pure. */
export function errorsOf(key: SetupKey, { issues }: Pick<Judgement, "issues">): Issue[] {
  return issues.filter((issue) => isError(issue) && keyToCure(issue) === key);
}

function isAccountKey(key: SetupKey): boolean {
  return keyMeta(key).kind === "password" || keyMeta(key).kind === "email";
}

function nameIssue({ code, key }: Issue): string {
  return `${code} ${key}`;
}
