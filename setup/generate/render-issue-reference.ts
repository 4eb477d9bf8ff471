import type { CodeEntry } from "../issues/code-table.ts";
import { issueCodes } from "../issues/codes.ts";

/** docs/reference/issues.md: every message about setup.txt, by code. Words in braces are filled in. */
export function renderIssueReference(): string {
  const rows = Object.entries(issueCodes)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, entry]) => renderRow(code, entry));
  return `${[introduction, ...rows].join("\n")}\n`;
}

const introduction = `# Issues of setup.txt

<!-- Made by setup/generate/generate.ts from setup/issues/codes; do not edit. -->

An *error* keeps the box from being installed; nothing is written to any disk. A *warning* is reported and the
installation goes on. Words in braces are filled in for each case; no message ever shows a secret.

| code | severity | rule | cure |
|---|---|---|---|`;

function renderRow(code: string, { severity, rule, cure }: CodeEntry): string {
  const cells = [`\`${code}\``, severity, rule, cure];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("```", "` ` `")).join(" | ")} |`;
}
