import { keyMeta, type SetupKey } from "../config/schema.ts";
import { listKeyGroups } from "./key-groups.ts";
import { quoteValue } from "./quote-value.ts";

const introduction = [
  "Clawdie setup. Fill in the first four lines, save the file, plug the stick into",
  "the computer and switch it on. Everything else may stay as it is.",
  "",
  "One setting per line: KEY=value. A line that begins with # is only a comment.",
  "The box checks the whole file before it writes to any disk.",
];

/**
 * The setup.txt for the stick: CRLF for Notepad, plain ASCII but for the values, each key explained where it stands.
 * @param values what is filled in instead of the template's own values, unquoted; read back they are the same.
 */
export function renderSetupTemplate(values: ReadonlyMap<SetupKey, string> = new Map()): string {
  const lines = [
    ...introduction.map(comment),
    ...listKeyGroups().flatMap(({ title, keys }) => [
      "",
      comment(`--- ${title} ---`),
      ...keys.flatMap((key) => renderKey(key, values)),
    ]),
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}

function renderKey(key: SetupKey, values: ReadonlyMap<SetupKey, string>): string[] {
  const { help, example, prefill, tier, whenBlank } = keyMeta(key);
  const blank = tier === "required" ? [] : [`Blank: ${whenBlank}.`];
  const sample = prefill === undefined ? [`Example: ${key}=${example}`] : [];
  const value = quoteValue(key, values.get(key) ?? prefill ?? "");
  return ["", ...[...help, ...sample, ...blank].map(comment), `${key}=${value}`];
}

function comment(text: string): string {
  return text === "" ? "#" : `# ${toAscii(text)}`;
}

function toAscii(text: string): string {
  return text.replaceAll("…", "...").replaceAll("–", "-");
}
