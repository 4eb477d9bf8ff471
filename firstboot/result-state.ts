import type { Failure } from "../setup/execute/report.ts";
import type { Disk } from "../setup/facts/facts.ts";
import type { HandoffRecord } from "../setup/handoff/handoff-record.ts";
import type { Issue } from "../setup/issues/issue.ts";
import type { TargetDisk } from "../setup/plan/step.ts";
import type { SeedWipe } from "../setup/wipe/seed-wipe.ts";

/** What every result says. */
interface ResultBase {
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Errors when the install stopped; warnings otherwise. */
  readonly issues: readonly Issue[];
}

/** How to find the box. */
export interface BoxName {
  readonly hostname: string;
  readonly assistantName: string;
  /** Without prefix length; empty while there is no network. */
  readonly addresses: readonly string[];
  /** To compare at the first SSH login, e.g. "ED25519 SHA256:…"; null where nobody may log in, and before the box has it. */
  readonly sshHostKey: string | null;
}

/** What is being done, and to which disk. */
interface InstallWork {
  readonly box: BoxName;
  readonly disk: TargetDisk;
  /** adopt: the box was there before, and its data stays. Left out: fresh. */
  readonly mode?: "fresh" | "adopt";
}

export type ResultState = ResultBase &
  (
    | {
        /** Refused before the first write; the box waits for another stick, file or disk. */
        readonly kind: "install-stopped";
        /** Shown as a table when the trouble is about disks, else null. */
        readonly disks: readonly Disk[] | null;
      }
    | ({ readonly kind: "installing" } & InstallWork)
    | ({ readonly kind: "installed-rebooting" } & InstallWork)
    | {
        readonly kind: "provisioning";
        readonly box: BoxName;
        readonly step: { readonly index: number; readonly total: number; readonly title: string } | null;
      }
    | {
        /** Provisioned; how far the assistant is, is in the record: ready, waiting or stopped. */
        readonly kind: "handed-over";
        readonly box: BoxName;
        readonly handoff: HandoffRecord;
        /** What became of the secrets on the stick; null before the greeting. */
        readonly seed: SeedWipe | null;
      }
    | {
        readonly kind: "step-failed";
        /** "look": before any plan, the computer itself could not be looked at. */
        readonly plan: "look" | "install" | "adopt" | "firstboot";
        readonly failure: Failure;
        /** Where the full report lies on the box, or null when there is no box yet. */
        readonly reportPath: string | null;
        readonly box: BoxName | null;
      }
  );
