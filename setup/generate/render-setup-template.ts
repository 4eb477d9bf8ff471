import { keyMeta, type SetupKey } from "../config/schema.ts";
import { listKeyGroups } from "./key-groups.ts";

const introduction = [
  "Clawdie setup. Fill in the first four lines, save the file, plug the stick into",
  "the computer and switch it on. Everything else may stay as it is.",
  "",
  "One setting per line: KEY=value. A line that begins with # is only a comment.",
  "The box checks the whole file before it writes to any disk.",
];

/** The setup.txt for the stick: CRLF for Notepad, plain ASCII for everything, each key explained where it stands. */
export function renderSetupTemplate(): string {
  const lines = [
    ...introduction.map(comment),
    ...listKeyGroups().flatMap(({ title, keys }) => [
      "",
      comment(`--- ${title} ---`),
      ...keys.flatMap(renderKey),
    ]),
  ];
  return lines.map((line) => `${toAscii(line)}\r\n`).join("");
}

function renderKey(key: SetupKey): string[] {
  const { help, example, prefill, tier, whenBlank } = keyMeta(key);
  const blank = tier === "required" ? [] : [`Blank: ${whenBlank}.`];
  const sample = prefill === undefined ? [`Example: ${key}=${example}`] : [];
  return ["", ...[...help, ...sample, ...blank].map(comment), `${key}=${prefill ?? ""}`];
}

function comment(text: string): string {
  return text === "" ? "#" : `# ${text}`;
}

function toAscii(text: string): string {
  return text.replaceAll("…", "...").replaceAll("–", "-");
}
