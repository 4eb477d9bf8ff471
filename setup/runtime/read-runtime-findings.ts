import { z } from "zod";

/** Output of `config validate --json`: exit code 0 or 1. */
const Validation = z.object({
  valid: z.boolean(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
  error: z.object({ message: z.string() }).optional(),
});

/** Output of `security audit --json`: exit code 0 whatever it found. */
const Audit = z.object({
  summary: z.object({ critical: z.number() }),
  findings: z.array(z.object({ checkId: z.string(), severity: z.string(), title: z.string() })),
});

/** What is wrong with the configuration, one line each; none when it is valid. Pure. */
export function readValidation(output: string): string[] {
  const parsed = Validation.safeParse(parseJson(output));
  if (!parsed.success) return ["the runtime's own check gave no readable answer"];
  const { valid, issues, error } = parsed.data;
  if (valid) return [];
  const lines = issues.map((issue) => `${issue.path}: ${issue.message}`);
  return lines.length > 0 ? lines : [error?.message ?? "not valid"];
}

/** Critical findings, one line each. Pure. */
export function readAudit(output: string): string[] {
  const parsed = Audit.safeParse(parseJson(output));
  if (!parsed.success) return ["the runtime's own audit gave no readable answer"];
  const { summary, findings } = parsed.data;
  const critical = findings.filter((finding) => finding.severity === "critical");
  if (summary.critical > 0 && critical.length === 0) return [`${summary.critical} critical findings`];
  return critical.map((finding) => `${finding.checkId}: ${finding.title}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
