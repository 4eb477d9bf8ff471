import { getHeapStatistics } from "node:v8";
import { renderCheck } from "../../setup/commands/render-check.ts";
import { type CheckResult, checkSetup } from "../../setup/config/check-setup.ts";
import { decodeText } from "../../setup/config/decode-text.ts";
import { parseDocument, type SetupDocument, sizeLimit } from "../../setup/config/document.ts";
import { listOrigins } from "../../setup/config/list-origins.ts";
import { keyMeta, type SetupConfig, setupKeys } from "../../setup/config/schema.ts";
import { validateConfig } from "../../setup/config/validate.ts";
import { renderSetupTemplate } from "../../setup/generate/render-setup-template.ts";
import { Secret } from "../../setup/issues/secret.ts";
import { listShownLines } from "../../setup/page/shown-lines.ts";
import type { Profiles } from "../../setup/settings/profiles.ts";
import { canary } from "./fuzz-inputs.ts";

/** What one input was good for. */
export interface Judged {
  readonly decision: CheckResult["decision"];
  /** True when the text, saved in another encoding or with other line ends, gave the same answer. */
  readonly reencoded: boolean;
  /** True when the settings were written as a file and read back the same. */
  readonly roundTrip: boolean;
  /** Milliseconds of computing the check alone took; on a busy machine the clock says more about the others. */
  readonly milliseconds: number;
  /** Bytes the check alone allocated, as far as no garbage collection hid it. */
  readonly allocated: number;
}

/** Everything that must hold for any bytes; throws with the broken rule. @param turn which other encoding is tried */
export function judgeInput(bytes: Uint8Array, profiles: Profiles, turn: number): Judged {
  const check = (content: Uint8Array) => checkSetup(content, { profiles, file: "setup.txt" });
  const heap = getHeapStatistics().used_heap_size;
  const start = process.cpuUsage();
  const result = check(bytes);
  const { user, system } = process.cpuUsage(start);
  const milliseconds = (user + system) / 1000;
  const allocated = Math.max(0, getHeapStatistics().used_heap_size - heap);
  const document = parseDocument(bytes);
  const config = result.decision === "reject" ? null : validateConfig(document).config;
  const human = renderCheck({ ...result, origins: config === null ? null : listOrigins(config) }, false);
  expectCause(result);
  expectNoSecret(bytes, document, result, human);
  return {
    decision: result.decision,
    reencoded: expectSameEncoded(bytes, result, check, turn),
    roundTrip: config !== null && expectRoundTrip(document, config),
    milliseconds,
    allocated,
  };
}

function fail(rule: string): never {
  throw new Error(rule);
}

/** Issues about the file as a whole, or about a line that is not there. */
const withoutLine = /^(file\.|encoding\.utf32$|value\.missing$|operator\.half$|network\.half$)/;

function expectCause({ decision, issues, settings }: CheckResult): void {
  const errors = issues.filter(({ severity }) => severity === "error");
  if ((decision === "reject") !== errors.length > 0)
    fail("a rejection has an error, and nothing else has one");
  if ((settings === null) !== (decision === "reject")) fail("settings are there when nothing is rejected");
  for (const { code, line, key, message, hint } of errors) {
    if (line === null && !withoutLine.test(code)) fail(`${code} names a line`);
    if (/^(value|operator|network)\./.test(code) && key === null) fail(`${code} names a key`);
    if (message === "" || hint === "") fail(`${code} says the rule and the cure`);
  }
  if (issues.length > 21) fail("20 issues are shown, then a count");
}

/** Marks of the secrets in the corpus, and of invented ones. */
const marks = ["c0ffee00c0ffee", "CanaryTelegram", canary];

function expectNoSecret(
  bytes: Uint8Array,
  document: SetupDocument,
  result: CheckResult,
  human: string,
): void {
  const issues = JSON.stringify(result.issues);
  for (const mark of marks) if (issues.includes(mark)) fail(`an issue shows ${mark}`);
  const output = `${JSON.stringify(result)}\n${human}`;
  const shown = listShownLines(bytes, result.issues)
    .lines.flatMap(({ parts }) => parts.filter(({ kind }) => kind !== "secret"))
    .map(({ text }) => text);
  const open = document.entries.filter(({ key }) => !keyMeta(key).secret).map(({ value }) => value.reveal());
  for (const { key, value } of document.entries) {
    const secret = value.reveal();
    if (!keyMeta(key).secret || secret.length < 10 || !marks.some((mark) => secret.includes(mark))) continue;
    if (open.some((text) => text.includes(secret) || secret.includes(text.slice(0, 10)))) continue;
    if (output.includes(secret)) fail(`the value of ${key} is in the output`);
    if (result.source.encoding !== "unknown" && shown.some((text) => text.includes(secret))) {
      fail(`the value of ${key} is in the page`);
    }
  }
}

const encoders: readonly ((text: string) => Uint8Array)[] = [
  (text) => new TextEncoder().encode(text),
  (text) => new TextEncoder().encode(`\ufeff${text}`),
  (text) => new TextEncoder().encode(text.replaceAll("\n", "\r\n")),
  (text) => new TextEncoder().encode(text.replaceAll("\n", "\r")),
  (text) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le")),
  (text) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le").swap16()),
];

/** The same text saved otherwise. Bytes that are no text, and files known by their first bytes, have no such twin. */
function expectSameEncoded(
  bytes: Uint8Array,
  result: CheckResult,
  check: (content: Uint8Array) => CheckResult,
  turn: number,
): boolean {
  const { encoding, lines, issues } = decodeText(bytes);
  const text = lines.map((line) => line.text).join("\n");
  const plain = encoding !== "utf-32" && issues.length === 0 && lines.every(({ damaged }) => !damaged);
  if (!plain || text.startsWith("\ufeff") || text.includes("\0") || text.length * 2 > sizeLimit - 8)
    return false;
  if (!text.isWellFormed() || result.source.encoding === "unknown") return false;
  const encode = encoders[turn % encoders.length];
  const other = encode === undefined ? result : check(encode(text));
  if (other.source.encoding === "unknown") return false;
  const [here, there] = [result, other].map(({ decision, issues: found, settings }) =>
    JSON.stringify({ decision, found, settings }),
  );
  if (here !== there) fail(`encoder ${turn % encoders.length} gives the same answer: ${here} ${there}`);
  return true;
}

/** An accepted file, written anew from its values, is read as the same settings. */
function expectRoundTrip({ entries }: SetupDocument, config: SetupConfig): boolean {
  const values = new Map(setupKeys.map((key) => [key, ""]));
  for (const { key, value } of entries) values.set(key, value.reveal());
  const again = validateConfig(parseDocument(new TextEncoder().encode(renderSetupTemplate(values)))).config;
  if (again === null) fail("what was accepted is accepted when it is written anew");
  if (showAll(again) !== showAll(config)) fail("what was written anew is read as the same");
  return true;
}

function showAll(config: SetupConfig): string {
  return JSON.stringify(
    Object.values(config).map((value) => (value instanceof Secret ? value.reveal() : value)),
  );
}
