import type { Evidence } from "./evidence.ts";
import type { Expectation } from "./expectation.ts";

export type AuditArea =
  | "secrets"
  | "network"
  | "ssh"
  | "accounts"
  | "database"
  | "storage"
  | "services"
  | "kernel"
  | "system";

/** What a judge found. */
export interface Verdict {
  /** What was seen, in a few words; shown also when all is well. */
  readonly evidence: string;
  /** Each thing that is not as it shall be; none: the check passes. */
  readonly violations: readonly string[];
  /** Worth knowing, and no failure of the box. */
  readonly warnings?: readonly string[];
}

/** One check. The judge is pure; what it cannot look at it refuses to vouch for (MissingEvidence). */
export interface AuditCheck {
  /** Stable, kebab-case; unique. */
  readonly id: string;
  readonly area: AuditArea;
  /** What it proves: a sentence that is true when it passes. */
  readonly proves: string;
  readonly cure: string;
  judge(seen: Evidence, box: Expectation): Verdict;
}

/** Pure. */
export function verdict(evidence: string, violations: readonly (string | null | false)[]): Verdict {
  return { evidence, violations: violations.filter((text): text is string => typeof text === "string") };
}

/** The cure of most: the box knows its settings and writes them again. */
export const applyCure = "sudo clawdie apply";
