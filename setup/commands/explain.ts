import { readKey, suggestKey } from "../config/read-key.ts";
import { keyMeta, type SetupKey } from "../config/schema.ts";
import { listKeyGroups } from "../generate/key-groups.ts";
import type { Io } from "./io.ts";
import { readOptions } from "./read-options.ts";
import { wrapText } from "./wrap-text.ts";

const usage = `Usage: clawdie explain [KEY] [--json]

Explains a key of setup.txt: rule, example, what a blank means. Without a key:
lists them all.
Exit code 0: done, 2: there is no such key, 64: usage.
`;

const width = 80;

/** The command `clawdie explain`; answers its exit code. */
export async function runExplain(argv: readonly string[], io: Io): Promise<number> {
  const options = readOptions(argv, io, { json: { type: "boolean", default: false } }, true);
  if (options === null || options.positionals.length > 1) {
    io.stderr(usage);
    return 64;
  }
  const { values, positionals } = options;
  if (values.help) {
    io.stdout(usage);
    return 0;
  }
  const [name] = positionals;
  if (name === undefined) {
    io.stdout(values.json ? toJson(listAll()) : renderList());
    return 0;
  }
  const read = readKey(name);
  if (read.key === null) {
    io.stderr(`clawdie: ${describeUnknown(read.name)}\n`);
    return 2;
  }
  io.stdout(values.json ? toJson(describe(read.key)) : renderKey(read.key));
  return 0;
}

function describe(key: SetupKey) {
  const { comments, invisible, ...meta } = keyMeta(key);
  return { key, ...meta };
}

function listAll() {
  return listKeyGroups().flatMap(({ keys }) => keys.map(describe));
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** What was typed is shown back only as far as it looks like a key. */
function describeUnknown(name: string): string {
  const suggestion = suggestKey(name);
  const hint = suggestion === null ? "clawdie explain lists all keys." : `Did you mean ${suggestion}?`;
  return `setup.txt has no such key. ${hint}`;
}

function renderList(): string {
  const blocks = listKeyGroups().map(({ title, keys }) =>
    [title, ...keys.map((key) => `  ${key.padEnd(24)}${keyMeta(key).label}`)].join("\n"),
  );
  return `${blocks.join("\n\n")}\n\nMore about one of them: clawdie explain KEY\n`;
}

function renderKey(key: SetupKey): string {
  const { label, tier, secret, since, help, rule, choices, example, whenBlank } = keyMeta(key);
  const kind = [tier, ...(secret ? ["secret"] : []), `since ${since}`].join(", ");
  const rows: readonly (readonly [string, string])[] = [
    ["Rule", rule],
    ...(choices === undefined ? [] : [["Choices", choices.join(", ")] as const]),
    ["Example", `${key}=${example}`],
    ["Blank", tier === "required" ? "refused; the box needs it" : whenBlank],
  ];
  const table = rows.map(
    ([name, text]) => `  ${name.padEnd(9)}${wrapText(text, " ".repeat(11), width).trimStart()}`,
  );
  return `${[`${key}: ${label} (${kind})`, "", wrapText(help.join(" "), "  ", width), "", ...table].join("\n")}\n`;
}
