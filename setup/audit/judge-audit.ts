import { z } from "zod";
import { SetupError } from "../issues/exceptions.ts";
import type { AuditCheck } from "./audit-check.ts";
import type { Evidence } from "./evidence.ts";
import type { Expectation } from "./expectation.ts";

export const AuditFinding = z.object({
  id: z.string(),
  area: z.string(),
  proves: z.string(),
  outcome: z.enum(["pass", "warning", "fail"]),
  evidence: z.string(),
  /** What is not as it shall be; empty when it passes. */
  violations: z.array(z.string()),
  /** Empty when nothing is to do. */
  cure: z.string(),
});
export type AuditFinding = z.infer<typeof AuditFinding>;

/** What `clawdie audit --json` prints. */
export const AuditReport = z.object({
  schema: z.literal(1),
  version: z.string(),
  time: z.string(),
  checks: z.number(),
  passed: z.number(),
  warnings: z.number(),
  failed: z.number(),
  findings: z.array(AuditFinding),
});
export type AuditReport = z.infer<typeof AuditReport>;

const mostShown = 20;

/** Every check, judged. What could not be looked at fails: nothing passes unseen. Pure. */
export function judgeAudit(
  checks: readonly AuditCheck[],
  seen: Evidence,
  box: Expectation,
  version: string,
): AuditReport {
  const findings = checks.map((check) => judge(check, seen, box));
  const count = (outcome: AuditFinding["outcome"]) =>
    findings.filter((found) => found.outcome === outcome).length;
  return {
    schema: 1,
    version,
    time: seen.time,
    checks: findings.length,
    passed: count("pass"),
    warnings: count("warning"),
    failed: count("fail"),
    findings,
  };
}

function judge(check: AuditCheck, seen: Evidence, box: Expectation): AuditFinding {
  const { id, area, proves, cure } = check;
  try {
    const { evidence, violations, warnings = [] } = check.judge(seen, box);
    const told = [...violations, ...warnings];
    const outcome = violations.length > 0 ? "fail" : warnings.length > 0 ? "warning" : "pass";
    return {
      id,
      area,
      proves,
      outcome,
      evidence,
      violations: shorten(told),
      cure: told.length > 0 ? cure : "",
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const hint = error instanceof SetupError ? error.hint : cure;
    return { id, area, proves, outcome: "fail", evidence: "not seen", violations: [message], cure: hint };
  }
}

function shorten(violations: readonly string[]): string[] {
  const more = violations.length - mostShown;
  return more > 0 ? [...violations.slice(0, mostShown), `and ${more} more`] : [...violations];
}
