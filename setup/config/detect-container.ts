import { buildIssue } from "../issues/build-issue.ts";
import type { Issue } from "../issues/issue.ts";
import { isSetupKey } from "./schema.ts";

interface Container {
  /** First bytes as characters, each 0–255; `.` matches any byte. */
  readonly start: RegExp;
  readonly what: string;
  readonly howTo: string;
}

const saveAsText = "Open it, choose Save As, take the type Plain Text, and call it setup.txt.";
const startAgain = "Start again from the setup.txt that came with the stick.";

const containers: readonly Container[] = [
  {
    start: /^\{\\rtf/,
    what: "a rich text (RTF) document",
    howTo: "In TextEdit choose Format > Make Plain Text, then save it as setup.txt.",
  },
  { start: /^PK\x03\x04/, what: "a Word or OpenDocument document, or a ZIP archive", howTo: saveAsText },
  { start: /^\xd0\xcf\x11\xe0/, what: "an old Word document", howTo: saveAsText },
  { start: /^%PDF-/, what: "a PDF document", howTo: startAgain },
  { start: /^(\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0)/s, what: "a picture", howTo: startAgain },
  {
    start: /^(\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ)/,
    what: "a compressed archive",
    howTo: "Unpack it and copy the text file that is in it.",
  },
  { start: /^(\x7fELF|MZ)/, what: "a program", howTo: startAgain },
  {
    start: /^\s*(<!doctype html|<html)/i,
    what: "a web page",
    howTo: "Copy the text of the settings into a plain text file called setup.txt.",
  },
];

/** .lnk, .url, .desktop, .webloc (binary and XML) and macOS alias files. */
const shortcut =
  /^(L\0\0\0\x01\x14\x02\0|\s*\[InternetShortcut\]|\s*\[Desktop Entry\]|bplist00|book\0\0\0\0mark|\s*<\?xml[\s\S]{0,300}<!DOCTYPE plist)/;

/** The issue of a file that is no plain text at all, or null. */
export function detectContainer(bytes: Uint8Array): Issue | null {
  const start = String.fromCharCode(...bytes.subarray(0, 512)).replace(/^\xef\xbb\xbf/, "");
  if (shortcut.test(start)) return buildIssue("file.shortcut");
  const found = containers.find((container) => container.start.test(start));
  return found === undefined
    ? null
    : buildIssue("file.container", {}, { what: found.what, howTo: found.howTo });
}

/** The issue of a file that is one JSON object, or null; names the keys it could read, never the values. */
export function detectJson(text: string): Issue | null {
  if (!text.trimStart().startsWith("{")) return null;
  try {
    const names = Object.keys(JSON.parse(text)).filter(isSetupKey);
    const keys = (names.length > 0 ? names : ["KEY"]).map((name) => `${name}=…`);
    return buildIssue("file.json", {}, { keys: keys.join(", ") });
  } catch {
    return null;
  }
}
