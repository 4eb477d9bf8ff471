import { boxLayout } from "../plan/box-layout.ts";
import { datasets } from "../plan/datasets.ts";

/**
 * What becomes of one part of the box. untouched: the plan does not write to it. copied: taken over into the new system
 * as it is. made anew: follows from the settings and from what is kept.
 */
export type PartRule = "untouched" | "copied" | "made anew";

export interface PartContract {
  /** A dataset, a path on the box, or in words. */
  readonly part: string;
  readonly rule: PartRule;
  readonly why: string;
}

const hostKey = "/etc/ssh/ssh_host_ed25519_key";

/** Files the box once made for itself: never made a second time beside old data. */
export const copiedFiles: readonly string[] = [
  boxLayout.controlEnv,
  boxLayout.dashboardKey,
  boxLayout.dashboardCertificate,
  hostKey,
  `${hostKey}.pub`,
];

/** Accounts that own data: their numbers are on every file. */
export const keptAccounts: readonly string[] = Object.values(boxLayout.accounts);

const reasons: Readonly<Record<string, string>> = {
  [boxLayout.controlEnv]: "tokens of gateway and sessions; the rest of it follows from the settings",
  [boxLayout.dashboardKey]: "browsers know it; another host name makes another one",
  [boxLayout.dashboardCertificate]: "as its key",
  [hostKey]: "whoever logs in by SSH knows it",
  [`${hostKey}.pub`]: "as its private half",
};

/** The contract of adopt mode for everything that is no key of setup.txt. docs/reference/adopt.md is made from it. */
export const partContracts: readonly PartContract[] = [
  ...datasets.map(({ dataset, holds }): PartContract => ({ part: dataset, rule: "untouched", why: holds })),
  {
    part: `the system so far, ${boxLayout.pool}/ROOT/…`,
    rule: "untouched",
    why: "it stays beside the new one, with everything that was changed by hand in it",
  },
  ...copiedFiles.map((part): PartContract => ({ part, rule: "copied", why: reasons[part] ?? "" })),
  {
    part: `accounts ${keptAccounts.join(", ")}`,
    rule: "copied",
    why: "with their numbers, which are on every file they own",
  },
  {
    part: boxLayout.setupFile,
    rule: "made anew",
    why: "from setup.txt and what it held before, by the table above",
  },
  { part: "all other files of the system", rule: "made anew", why: "from the stick and the settings" },
];
