import type { AuditCheck } from "../audit/audit-check.ts";
import { auditChecks } from "../audit/audit-checks.ts";

/** docs/reference/audit.md: every check of `clawdie audit`, by area. */
export function renderAuditReference(): string {
  const areas = [...new Set(auditChecks.map(({ area }) => area))];
  const blocks = areas.map((area) =>
    renderArea(
      area,
      auditChecks.filter((check) => check.area === area),
    ),
  );
  return `${[introduction, ...blocks].join("\n\n")}\n`;
}

const introduction = `# Checks of clawdie audit

<!-- Made by setup/generate/generate.ts from setup/audit/checks; do not edit. -->

\`sudo clawdie audit\` looks at each of these ${auditChecks.length} on the box itself. What it expects comes from the settings of
that box and from the tables its files are made from. What cannot be looked at counts as failed. Each check is seen
failing on its own violation in \`test/unit/audit\`.`;

function renderArea(area: string, checks: readonly AuditCheck[]): string {
  const rows = checks.map(({ id, proves, cure }) => `| \`${id}\` | ${proves} | ${escapeCell(cure)} |`);
  return [`## ${area}`, "", "| check | passes when this is true | cure |", "|---|---|---|", ...rows].join(
    "\n",
  );
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}
