import { styleText } from "node:util";
import { wrapText } from "../status/format-figures.ts";
import { type Diagnosis, describeFix } from "./diagnosis.ts";
import type { FixResult } from "./run-fixes.ts";

const columns = 80;
const colors = { failed: "red", warning: "yellow" } as const;

/** What is wrong, why it is believed, what helps, and what --fix would do. Pure. */
export function renderDiagnoses(diagnoses: readonly Diagnosis[], color: boolean): string {
  if (diagnoses.length === 0) return "Nothing is wrong.\n";
  const blocks = diagnoses.flatMap((diagnosis, at) => [
    ...(at === 0 ? [] : [""]),
    ...renderDiagnosis(diagnosis, color),
  ]);
  return `${blocks.join("\n")}\n\n${renderEnd(diagnoses)}\n`;
}

function renderDiagnosis(
  { severity, problem, evidence, cure, fix, source }: Diagnosis,
  color: boolean,
): string[] {
  const word = (severity === "failed" ? "FAILED" : "WARNING").padEnd(9);
  const painted = color ? styleText(colors[severity], word, { validateStream: false }) : word;
  const name = source === "status" ? "" : ` (${source})`;
  const [first = "", ...more] = wrapText(`${problem}${name}`, columns - 9);
  const details = [
    ...evidence.map((text) => ["Seen", text] as const),
    ...(cure === "" ? [] : [["Cure", cure] as const]),
    ["--fix", fix === null ? "cannot do this for you" : describeFix(fix)] as const,
  ];
  const lines = details.flatMap(([label, text]) =>
    wrapText(text, columns - 17).map((line, at) => `${at === 0 ? label.padEnd(8) : " ".repeat(8)}${line}`),
  );
  return [`${painted}${first}`, ...[...more, ...lines].map((line) => `${" ".repeat(9)}${line}`)];
}

function renderEnd(diagnoses: readonly Diagnosis[]): string {
  const fixable = diagnoses.filter(({ fix }) => fix !== null).length;
  const count = diagnoses.length === 1 ? "1 problem" : `${diagnoses.length} problems`;
  return fixable === 0 ? count : `${count}, ${fixable} of them by: sudo clawdie doctor --fix`;
}

/** Pure. */
export function renderFixes(snapshot: string, results: readonly FixResult[]): string {
  const lines = results.flatMap(({ fix, failure }) => {
    const text = failure === null ? describeFix(fix) : `${describeFix(fix)}: ${failure}`;
    return wrapText(text, columns - 10).map(
      (line, at) => `  ${(at > 0 ? "" : failure === null ? "done" : "FAILED").padEnd(8)}${line}`,
    );
  });
  return [`Snapshot ${snapshot} is taken.`, ...lines, ""].join("\n");
}
