import { buildIssue } from "../issues/build-issue.ts";
import type { Issue } from "../issues/issue.ts";
import { setupKeys } from "./schema.ts";

interface Container {
  /** Matched against the first 512 bytes as characters 0–255, or against the decoded text. */
  readonly start: RegExp;
  readonly what: string;
  readonly howTo: string;
}

const saveAsText = "Open it, choose Save As, take the type Plain Text, and call it setup.txt.";
const startAgain = "Start again from the setup.txt that came with the stick.";
const unpack = "Unpack it and copy the text file that is in it.";
const copyText = "Copy the text of the settings into a plain text file called setup.txt.";

/** File formats known by their first bytes (the signatures of file(1)). */
const binaryContainers: readonly Container[] = [
  {
    start: /^PK(\x03\x04|\x05\x06|\x07\x08)/,
    what: "a Word, Pages or OpenDocument document, or a ZIP archive",
    howTo: saveAsText,
  },
  { start: /^\xd0\xcf\x11\xe0/, what: "an old Word document", howTo: saveAsText },
  { start: /^%PDF-/, what: "a PDF document", howTo: startAgain },
  {
    start: /^(\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|RIFF.{4}WEBP|.{4}ftyphe|II\*\0|MM\0\*)/s,
    what: "a picture",
    howTo: startAgain,
  },
  {
    start:
      /^(\x1f[\x8b\x9d]|7z\xbc\xaf|Rar!|BZh\d|\xfd7zXZ|\x28\xb5\x2f\xfd|\x04\x22M\x18|MSCF|[\s\S]{257}ustar)/,
    what: "a compressed archive",
    howTo: unpack,
  },
  {
    start: /^(\x7fELF|MZ.{58}|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe)/s,
    what: "a program",
    howTo: startAgain,
  },
  { start: /^SQLite format 3\0/, what: "a database", howTo: startAgain },
  {
    start: /^\0\x05\x16[\0\x07]/,
    what: "a helper file that macOS puts beside the real one (its name began with ._)",
    howTo: "Copy the real setup.txt, without ._ in front of its name.",
  },
];

/** Names at the start of the lines of a mail, as it is sent. */
const mailHeader =
  /^(From|To|Cc|Subject|Date|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|Content-Type|Reply-To|X-[\w-]+): /i;

/** Text that belongs to something else, whatever the encoding. */
const textContainers: readonly Container[] = [
  {
    start: /^\{\\u?rtf/,
    what: "a rich text (RTF) document",
    howTo: "In TextEdit choose Format > Make Plain Text, then save it as setup.txt.",
  },
  {
    start:
      /^(<\?xml[^>]*>\s*)?(<!--[\s\S]{0,2000}?-->\s*)?<(!doctype html|html|head|body|meta|title|style|table|div|pre|span|p|a|br)\b/i,
    what: "a web page",
    howTo: copyText,
  },
  { start: /^<\?xml\b|^<!DOCTYPE\b|^<[a-z]\w*:[a-z]/i, what: "an XML document", howTo: copyText },
  {
    start: /^BEGIN:V(CARD|CALENDAR)\b/i,
    what: "a contact or calendar entry",
    howTo: startAgain,
  },
  { start: /^(Windows Registry Editor|REGEDIT4)/, what: "a registry file", howTo: startAgain },
];

/** .lnk, binary .webloc and macOS alias files; .url, .desktop and XML .webloc files. */
const binaryShortcut = /^(L\0\0\0\x01\x14\x02\0|bplist00|book\0\0\0\0mark)/;
const textShortcut =
  /^(\[(\{[\w-]+\}\]\s*\S*\s*\[)?InternetShortcut\]|\[Desktop Entry\]|<\?xml[\s\S]{0,300}<!DOCTYPE plist[\s\S]{0,300}<key>URL<\/key>)/i;

/** The issue of a file that is no text at all by its first bytes, or null. */
export function detectContainer(bytes: Uint8Array): Issue | null {
  if (bytes.length > 0 && bytes.every((byte) => byte === 0)) return buildIssue("file.zeros");
  const start = String.fromCharCode(...bytes.subarray(0, 512));
  if (binaryShortcut.test(start)) return buildIssue("file.shortcut");
  return describe(binaryContainers.find((container) => container.start.test(start)));
}

/** The issue of text that is something else than settings, or null. @param text lines joined by \\n */
export function detectTextContainer(text: string): Issue | null {
  const start = text.replace(/^[\s\ufeff]+/, "");
  if (textShortcut.test(start)) return buildIssue("file.shortcut");
  const headers = start.split("\n", 6).filter((line) => mailHeader.test(line));
  const mail = headers.length >= 2 ? { what: "a saved mail", howTo: copyText } : undefined;
  return describe(textContainers.find((one) => one.start.test(start)) ?? mail) ?? detectJson(start);
}

function describe(found: Pick<Container, "what" | "howTo"> | undefined): Issue | null {
  return found === undefined
    ? null
    : buildIssue("file.container", {}, { what: found.what, howTo: found.howTo });
}

/** One JSON value, or what was meant to be one; names the keys that occur, never the values. */
function detectJson(start: string): Issue | null {
  if (!/^[{[]/.test(start) || !(isJson(start) || /^\{\s*(["'}]|\/[/*]|\w+\s*:)/.test(start))) return null;
  const names = setupKeys.filter((key) => new RegExp(`\\b${key}\\b["']?\\s*:`).test(start));
  const keys = (names.length > 0 ? names : ["KEY"]).map((name) => `${name}=…`);
  return buildIssue("file.json", {}, { keys: keys.join(", ") });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
