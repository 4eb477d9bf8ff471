import type { CheckResult } from "../../../setup/config/check-setup.ts";
import type { Issue } from "../../../setup/issues/issue.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { checkText } from "../../unit/config/check-text.ts";
import type { CorpusCase, Verdict } from "./corpus-case.ts";

const baseLines = new Set(buildSetupText().split("\n"));
const baseValues = flatten(checkText(buildSetupText(), true).settings);

export function judge({ decision }: CheckResult): Verdict {
  if (decision === "reject") return "R";
  return decision === "accept-with-warnings" ? "W" : "S";
}

const verdicts = { S: "accepted", W: "accepted with warnings", R: "rejected" } as const;

/** One case for a reader: what differs from a good file, what is said about it, what is read from it. */
export function renderCase({ id, content }: CorpusCase): string {
  const result = checkText(content, true);
  const { encoding, lineEnding } = result.source;
  const plain = encoding === "utf-8" && ["lf", "none"].includes(lineEnding);
  return [
    `${id}: ${verdicts[judge(result)]}${plain ? "" : ` (${encoding}, ${lineEnding})`}`,
    ...renderInput(content).map((line) => `  | ${line}`),
    ...result.issues.flatMap(renderIssue),
    ...renderValues(result).map((line) => `  = ${line}`),
  ].join("\n");
}

/** Lines that are not those of the good file, with their numbers; bytes when it is no UTF-8. */
function renderInput(content: Uint8Array): string[] {
  const bytes = Buffer.from(content);
  const text = bytes.toString("utf8");
  if (!Buffer.from(text).equals(bytes) || text.includes("\0")) {
    const start = JSON.stringify(bytes.subarray(0, 70).toString("latin1")).slice(1, -1);
    return [`${content.length} bytes: ${showSigns(start)}${content.length > 70 ? " …" : ""}`];
  }
  const lines = text.split(/\r\n|\r|\n/).map((line, index) => ({ line, number: index + 1 }));
  const own = lines.filter(({ line }) => line !== "" && !baseLines.has(line));
  const shown = own.slice(0, 8).map(({ line, number }) => `${number}  ${shorten(showSigns(line))}`);
  return own.length > 8 ? [...shown, `… ${own.length - 8} more lines`] : shown;
}

function renderIssue({ severity, code, key, line, column, message, hint }: Issue): string[] {
  const at = column === null ? `line ${line}` : `line ${line}:${column}`;
  const place = [line === null ? null : at, key].filter((part) => part !== null).join(", ");
  return [`  ${severity} ${code}${place === "" ? "" : ` (${place})`}`, `    ${message} ${hint}`];
}

/** Settings that are not those of the good file. */
function renderValues({ settings }: CheckResult): string[] {
  return Object.entries(flatten(settings))
    .filter(([name, value]) => baseValues[name] !== value)
    .map(([name, value]) => `${name} ${shorten(showSigns(value))}`);
}

function flatten(value: unknown, name = ""): Record<string, string> {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    return name === "" ? {} : { [name]: JSON.stringify(value) };
  const parts = Object.entries(value).map(([key, inner]) =>
    flatten(inner, name === "" ? key : `${name}.${key}`),
  );
  return Object.assign({}, ...parts);
}

/** Everything that cannot be seen, and every letter that only looks like another, as \u{…}. */
function showSigns(text: string): string {
  return text.replace(
    /[\p{C}\p{M}\u00a0\u2000-\u200a\u3000\u{ff00}-\u{ffef}]|[\p{Script=Cyrillic}\p{Script=Greek}]/gu,
    (sign) => (sign === "\t" ? "\\t" : `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`),
  );
}

function shorten(text: string): string {
  return text.length > 150 ? `${text.slice(0, 100)} … (${text.length} characters)` : text;
}
