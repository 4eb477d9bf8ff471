import { buildIssue } from "../issues/build-issue.ts";
import type { Issue } from "../issues/issue.ts";
import { invisible } from "./characters.ts";
import { type DecodedLine, decodeText, type LineEnding } from "./decode-text.ts";
import { detectContainer, detectTextContainer } from "./detect-container.ts";
import type { Encoding } from "./detect-encoding.ts";
import { findKeyBlock } from "./key-blocks.ts";
import { parseLine, type SetupEntry } from "./parse-line.ts";
import { splitLine } from "./split-line.ts";

/** setup.txt as read: the settings with their places, and everything wrong with the text. Holds no plain secrets. */
export interface SetupDocument {
  readonly encoding: Encoding;
  readonly lineEnding: LineEnding;
  /** One entry per key, in the order of the file. */
  readonly entries: readonly SetupEntry[];
  /** Not yet sorted or limited. */
  readonly issues: readonly Issue[];
  /** False when the file as a whole is no settings file, so that missing keys are not worth naming. */
  readonly readable: boolean;
}

/** Far more than any setup.txt: the template is about 6 KiB. */
export const sizeLimit = 64 * 1024;

/** Bytes → document. Total: never throws, whatever the bytes. */
export function parseDocument(bytes: Uint8Array): SetupDocument {
  if (bytes.length > sizeLimit) {
    return unreadable([buildIssue("file.too-large", {}, { limit: sizeLimit })]);
  }
  const container = detectContainer(bytes);
  if (container !== null) return unreadable([container]);
  const { encoding, lineEnding, lines, issues } = decodeText(bytes);
  const source = { encoding, lineEnding };
  if (issues.some(({ severity }) => severity === "error")) return { ...unreadable(issues), ...source };
  const text = lines.map((line) => line.text).join("\n");
  const whole =
    text.replace(invisible, "").trim() === "" ? buildIssue("file.empty") : detectTextContainer(text);
  if (whole !== null) return { ...unreadable([whole]), ...source };
  return { ...source, ...readLines(lines, issues) };
}

function unreadable(issues: readonly Issue[]): SetupDocument {
  return { encoding: "unknown", lineEnding: "none", entries: [], issues, readable: false };
}

function readLines(lines: readonly DecodedLine[], decoding: readonly Issue[]) {
  const marks = takeOutMarks(lines);
  const blocks = takeOutBlocks(marks.lines);
  const parsed = takeOutEndMark(blocks.lines).map(parseLine);
  const { entries, issues } = joinRepeated(parsed.flatMap(({ entry }) => (entry === null ? [] : [entry])));
  const readable = blocks.issues.length > 0 || parsed.some(({ meaningful }) => meaningful);
  const empty = readable ? [] : [buildIssue("file.no-settings")];
  const found = parsed.flatMap((line) => line.issues);
  const source = findMailSource(entries);
  if (source !== null) return { entries: [], readable: false, issues: [...decoding, source] };
  return {
    entries,
    readable,
    issues: [...decoding, ...marks.issues, ...blocks.issues, ...found, ...issues, ...empty],
  };
}

/** Byte order marks at the start of later lines: two files were joined. */
function takeOutMarks(lines: readonly DecodedLine[]) {
  const marked = lines.filter(({ text }) => text.startsWith("\ufeff"));
  return {
    lines: lines.map((line) => ({ ...line, text: line.text.replace(/^\ufeff+/, "") })),
    issues: marked.map(({ number }) => buildIssue("encoding.stray-mark", { line: number, column: 1 })),
  };
}

/** Ctrl-Z, with which DOS programs still end a text. */
function takeOutEndMark(lines: readonly DecodedLine[]): readonly DecodedLine[] {
  return lines.map((line, index) =>
    index === lines.length - 1 ? { ...line, text: line.text.replace(/\u001a+$/, "") } : line,
  );
}

/** The source of a mail writes = as =3D (RFC 2045, section 6.7); one value may begin with 3D by chance. */
function findMailSource(entries: readonly SetupEntry[]): Issue | null {
  const filled = entries.filter(({ value }) => value.reveal() !== "");
  const [first, second] = filled;
  if (second === undefined || !filled.every(({ value }) => /^"?3D/.test(value.reveal()))) return null;
  return buildIssue("encoding.quoted-printable", { line: first?.line ?? null, column: 1 });
}

/** Pasted key files: one issue each, and none of their lines is read. */
function takeOutBlocks(lines: readonly DecodedLine[]) {
  const kept: DecodedLine[] = [];
  const issues: Issue[] = [];
  let end: RegExp | "file" | null = null;
  for (const line of lines) {
    if (end !== null && splitLine(line.text)?.key.key == null) {
      if (end !== "file" && end.test(line.text)) end = null;
      continue;
    }
    end = null;
    const block = findKeyBlock(line.text);
    if (block === null) {
      kept.push(line);
      continue;
    }
    issues.push(buildIssue(block.code, { key: "SSH_AUTHORIZED_KEY", line: line.number, column: 1 }));
    if (!block.end?.test(line.text)) end = block.end ?? "file";
  }
  return { lines: kept, issues };
}

/** The same key twice: the same value or a blank line is harmless, two different values are not. */
function joinRepeated(all: readonly SetupEntry[]) {
  const first = new Map<string, SetupEntry>();
  const issues: Issue[] = [];
  for (const entry of all) {
    const earlier = first.get(entry.key);
    if (earlier === undefined) {
      first.set(entry.key, entry);
      continue;
    }
    const blank = (one: SetupEntry) => one.value.reveal().trim() === "";
    const same = earlier.value.reveal() === entry.value.reveal();
    const oneBlank = blank(earlier) || blank(entry);
    const code = same ? "key.repeated" : oneBlank ? "key.repeated-blank" : "key.contradiction";
    if (blank(earlier)) first.set(entry.key, entry);
    issues.push(buildIssue(code, { key: entry.key, line: entry.line, column: 1 }, { first: earlier.line }));
  }
  return { entries: [...first.values()], issues };
}
