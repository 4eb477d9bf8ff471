import { buildIssue, type IssueWords } from "../issues/build-issue.ts";
import type { IssueCode } from "../issues/codes.ts";
import type { Issue } from "../issues/issue.ts";
import { Secret } from "../issues/secret.ts";
import { columnAt, findForbidden, nameCodePoint } from "./characters.ts";
import type { DecodedLine } from "./decode-text.ts";
import { findLookAlike, type ReadKey, readKey, suggestKey } from "./read-key.ts";
import { readValue } from "./read-value.ts";
import { retiredKeys } from "./retired-keys.ts";
import { keyMeta, type SetupKey } from "./schema.ts";
import { findStraySecret } from "./screen-value.ts";
import {
  classifySideLine,
  findQuotedPrefix,
  findSecondSetting,
  findTrailingKey,
  type SplitLine,
  splitLine,
  unwrapLine,
} from "./split-line.ts";

/** One setting as the file gives it. */
export interface SetupEntry {
  readonly key: SetupKey;
  /** Wrapped whatever the key: people paste secrets into the wrong lines. */
  readonly value: Secret;
  /** 1-based line, and 1-based column of the value in characters. */
  readonly line: number;
  readonly column: number;
}

export interface ParsedLine {
  readonly entry: SetupEntry | null;
  readonly issues: readonly Issue[];
  /** False for blank lines and comments. */
  readonly meaningful: boolean;
}

const lineLimit = 8192;

const sideCodes = {
  "comment-style": "syntax.comment-style",
  section: "syntax.section",
  fence: "syntax.fence",
  ruler: "syntax.ruler",
} as const satisfies Record<string, IssueCode>;

/** One line → at most one setting, and everything that is wrong with it. */
export function parseLine(line: DecodedLine): ParsedLine {
  const place = { line: line.number };
  const side = classifySideLine(line.text);
  if (side === "blank" || side === "comment") {
    return nothing(false, line.damaged ? [buildIssue("encoding.comment-bytes", place)] : []);
  }
  const describeAt = () => ({ ...place, key: findAnyKey(line.text) });
  if (line.text.length > lineLimit) {
    return nothing(true, [
      buildIssue("syntax.line-too-long", describeAt(), { length: line.text.length, limit: lineLimit }),
    ]);
  }
  if (side !== null) return nothing(side === "section", [buildIssue(sideCodes[side], place)]);
  if (line.damaged) return nothing(true, [buildIssue("encoding.damaged-line", describeAt())]);
  const bad = findForbidden(line.text);
  if (bad !== null) {
    const column = columnAt(line.text, bad.index);
    return nothing(true, [buildIssue(bad.code, { ...describeAt(), column }, { codePoint: bad.codePoint })]);
  }
  return parseSetting(line);
}

/** The known key of a line that is not read any further, or null: it is broken, but not missing. */
function findAnyKey(text: string): SetupKey | null {
  const split = splitLine(text.slice(0, 200));
  return split === null ? null : (split.key.key ?? findTrailingKey(text.slice(0, split.valueIndex - 1)));
}

function parseSetting(line: DecodedLine): ParsedLine {
  const place = { line: line.number, column: 1 };
  const inner = unwrapLine(line.text);
  if (inner !== null) {
    const { entry, issues } = parseSetting({ ...line, text: inner });
    const wrapping = buildIssue("syntax.wrapped-line", place);
    return { entry, issues: [wrapping, ...issues], meaningful: true };
  }
  const mark = findQuotedPrefix(line.text);
  if (mark !== null) {
    return nothing(true, [
      buildIssue("syntax.quoted-line", { ...place, key: mark.key }, { word: mark.word }),
    ]);
  }
  const split = splitLine(line.text);
  if (split === null) return nothing(true, [describeNoSeparator(line)]);
  if (split.key.key === null) return nothing(true, [describeUnknownKey(line, split)]);
  return parseKnownKey(line, split, split.key.key);
}

function parseKnownKey(line: DecodedLine, split: SplitLine, key: SetupKey): ParsedLine {
  const place = { key, line: line.number, column: 1 };
  const issues = describeSpelling(split.key).map(({ code, words }) => buildIssue(code, place, words));
  let { valueIndex } = split;
  const report = (code: IssueCode, words: IssueWords = {}) => {
    issues.push(buildIssue(code, { ...place, column: columnAt(line.text, valueIndex) }, words));
  };
  if (split.separator === ":") report("syntax.colon");
  else if (split.separator !== "=") {
    report("syntax.wide-separator", { codePoint: nameCodePoint(split.separator) });
    return { entry: null, issues, meaningful: true };
  }
  const meta = keyMeta(key);
  const refused = { entry: null, issues, meaningful: true };
  const arrow = key === "INSTALL_DISK" ? /^>(?!=?\s*\d)/ : /^>/;
  if (arrow.test(line.text.slice(valueIndex))) {
    report("syntax.arrow");
    return refused;
  }
  const own = new RegExp(`^\\s*${key}\\s*[=:](?!=)`).exec(line.text.slice(valueIndex))?.[0];
  if (own !== undefined) {
    report(meta.comments === "ambiguous" ? "key.in-own-password" : "key.in-own-value");
    if (meta.comments === "ambiguous") return refused;
    valueIndex += own.length;
  }
  const second = /^\s*=/.exec(line.text.slice(valueIndex))?.[0];
  if (second !== undefined) {
    const assigned = split.separator === ":" && second === "=";
    if (!assigned) report(meta.secret ? "syntax.double-equals" : "syntax.extra-equals");
    if (meta.secret && !assigned) return refused;
    valueIndex += second.length;
  }
  const raw = line.text.slice(valueIndex);
  const other = findSecondSetting(raw, key);
  if (other !== null) {
    report("syntax.joined-lines", { other });
    return refused;
  }
  valueIndex += raw.length - raw.trimStart().length;
  const { value, findings } = readValue(raw, meta.comments);
  for (const { code, words } of findings) report(code, words);
  const column = columnAt(line.text, valueIndex);
  const entry = value === null ? null : { key, value: new Secret(value), line: line.number, column };
  return { entry, issues, meaningful: true };
}

function describeSpelling(read: ReadKey): { code: IssueCode; words: IssueWords }[] {
  const found: { code: IssueCode; words: IssueWords }[] = [];
  if (read.shellWord !== null)
    found.push({ code: "syntax.shell-word", words: { word: read.shellWord.toLowerCase() } });
  if (read.invisible !== null) {
    found.push({ code: "syntax.key-invisible", words: { codePoint: nameCodePoint(read.invisible) } });
  }
  if (read.respelled) found.push({ code: "syntax.key-spelling", words: {} });
  return found;
}

/** The text in front of the separator may be a piece of a password, so it is shown only when it looks like a key. */
function describeUnknownKey(line: DecodedLine, { key: read, separator, valueIndex }: SplitLine): Issue {
  const place = { line: line.number, column: 1 };
  if (read.name === "") return buildIssue("syntax.no-key", place);
  const alike = findLookAlike(read.name);
  if (alike !== null) {
    const words = { codePoint: nameCodePoint(alike.letter) };
    return buildIssue("key.look-alike", { ...place, key: alike.key }, words);
  }
  const before = line.text.slice(0, valueIndex - separator.length);
  const trailing = findTrailingKey(before) ?? findSecondSetting(line.text.slice(valueIndex), null);
  if (trailing !== null) return buildIssue("syntax.text-before-key", { ...place, key: trailing });
  const retired = retiredKeys[read.name];
  if (retired !== undefined) return buildIssue("key.retired", { ...place, key: read.name }, { ...retired });
  const suggestion = suggestKey(read.name);
  // Two slips of the finger away from a key it cannot be a secret, so it may be shown.
  if (suggestion !== null)
    return buildIssue("key.misspelled", { ...place, key: suggestion }, { name: read.name, suggestion });
  if (separator !== "=" || findLeadingKey(line.text) !== null) return describeNoSeparator(line);
  const shown = !read.respelled && /^([A-Z]{2,10}|[A-Z]+(_[A-Z]+){1,4})$/.test(read.name);
  return buildIssue(
    "key.unknown",
    { ...place, key: shown ? read.name : null },
    { name: shown ? read.name : "in this line" },
  );
}

function describeNoSeparator(line: DecodedLine): Issue {
  const place = { line: line.number, column: 1 };
  const key = findLeadingKey(line.text);
  if (key !== null) return buildIssue("syntax.missing-equals", { ...place, key });
  const secret = findStraySecret(line.text, null);
  return secret === null
    ? buildIssue("syntax.no-equals", place)
    : buildIssue("syntax.secret-alone", { ...place, key: secret.home }, { what: secret.what });
}

/** The key a line begins with, in any spelling (up to four words), when no sign follows it. */
function findLeadingKey(text: string): SetupKey | null {
  const words = text
    .replace(/^[\s|]+/, "")
    .trim()
    .split(/[\s,;|]+/);
  for (let count = Math.min(words.length, 4); count > 0; count--) {
    const { key } = readKey(words.slice(0, count).join(" "));
    if (key !== null) return key;
  }
  return null;
}

function nothing(meaningful: boolean, issues: readonly Issue[]): ParsedLine {
  return { entry: null, issues, meaningful };
}
