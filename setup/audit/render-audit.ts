import { styleText } from "node:util";
import { wrapText } from "../status/format-figures.ts";
import type { AuditFinding, AuditReport } from "./judge-audit.ts";

const columns = 80;
const words = { pass: "ok", warning: "WARNING", fail: "FAILED" } as const;
const colors = { pass: "green", warning: "yellow", fail: "red" } as const;

/** `clawdie audit` for people: each area with its checks, what is wrong with its cure below it, the sum last.
 *  @param all also what passes, with what was seen. Pure. */
export function renderAudit(report: AuditReport, color: boolean, all: boolean): string {
  const areas = [...new Set(report.findings.map(({ area }) => area))];
  const blocks = areas.flatMap((area) => {
    const findings = report.findings.filter((found) => found.area === area);
    const shown = findings.filter(({ outcome }) => all || outcome !== "pass");
    const passed = findings.filter(({ outcome }) => outcome === "pass").length;
    return [
      `${area.padEnd(12)}${passed} of ${findings.length} ok`,
      ...shown.flatMap((found) => renderFinding(found, color)),
    ];
  });
  return `${[...blocks, "", renderSum(report)].join("\n")}\n`;
}

function renderFinding(found: AuditFinding, color: boolean): string[] {
  const word = words[found.outcome].padEnd(9);
  const painted = color ? styleText(colors[found.outcome], word, { validateStream: false }) : word;
  const [first = "", ...more] = wrapText(`${found.proves} (${found.id})`, columns - 11);
  const details = found.outcome === "pass" ? [found.evidence] : [...found.violations, `Cure: ${found.cure}`];
  const rest = [
    ...more,
    ...details.flatMap((text) => wrapText(text, columns - 13).map((line) => `  ${line}`)),
  ];
  return [`  ${painted}${first}`, ...rest.map((line) => `${" ".repeat(11)}${line}`)];
}

function renderSum({ checks, passed, warnings, failed }: AuditReport): string {
  const noted = warnings === 0 ? "" : `, ${warnings} with a warning`;
  return `${checks} checks: ${passed} ok${noted}, ${failed} failed`;
}
