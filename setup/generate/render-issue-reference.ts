import type { CodeEntry } from "../issues/code-table.ts";
import { issueCodes } from "../issues/codes.ts";

/** docs/reference/issues.md: every message about setup.txt, a section for each code. Words in braces are filled in. */
export function renderIssueReference(): string {
  const entries = Object.entries(issueCodes).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const areas = [...new Set(entries.map(([code]) => areaOf(code)))];
  const sections = areas.flatMap((area) => [
    `## ${area}`,
    ...entries.filter(([code]) => areaOf(code) === area).map(([code, entry]) => renderSection(code, entry)),
  ]);
  return `${[introduction(areas), ...sections].join("\n\n")}\n`;
}

function areaOf(code: string): string {
  return code.slice(0, code.indexOf("."));
}

function introduction(areas: readonly string[]): string {
  return `# Issues of setup.txt

<!-- Made by setup/generate/generate.ts from setup/issues/codes; do not edit. -->

An *error* keeps the box from being installed; nothing is written to any disk. A *warning* is reported and the
installation goes on. Words in braces are filled in for each case; no message ever shows a secret. What each looks like
in a file, and what is read from it, is shown in \`test/golden/corpus\`.

${areas.map((area) => `[${area}](#${area})`).join(" · ")}`;
}

function renderSection(code: string, { severity, rule, cure }: CodeEntry): string {
  const plain = (text: string) =>
    text.replaceAll("```", "` ` `").replaceAll("<", "\\<").replaceAll("*", "\\*");
  return `### \`${code}\`\n\n*${severity}*: ${plain(rule)}\n\n**Cure:** ${plain(cure)}`;
}
