import { keyMeta, type SetupKey } from "../config/schema.ts";
import { listKeyGroups } from "./key-groups.ts";

/** docs/reference/setup-txt.md: every key with its rule, default and example. */
export function renderKeyReference(): string {
  const parts = listKeyGroups().map(({ title, keys }) =>
    [`## ${title}`, "", ...header, ...keys.map(renderRow)].join("\n"),
  );
  return `${[introduction, ...parts].join("\n\n")}\n`;
}

const introduction = `# setup.txt

<!-- Made by setup/generate/generate.ts from setup/config/keys; do not edit. -->

One setting per line, \`KEY=value\`. A line that begins with \`#\` is a comment; behind a value a comment needs a space
before its \`#\`. Put a value into quotes when it begins or ends with a space, or holds a space followed by \`#\`.
The same rules apply on the box and in \`clawdie check\`; every message they can give is listed in [issues.md](issues.md).
The keys and their rules for programs: [setup-schema.json](setup-schema.json). The template on the stick:
[setup.txt](setup.txt).`;

const header = ["| key | | rule | blank means | example | since |", "|---|---|---|---|---|---|"];

function renderRow(key: SetupKey): string {
  const { tier, rule, whenBlank, example, since, secret } = keyMeta(key);
  const kind = secret ? `${tier}, secret` : tier;
  const cells = [`\`${key}\``, kind, rule, whenBlank, `\`${shorten(example)}\``, since];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function shorten(text: string): string {
  return text.length > 44 ? `${text.slice(0, 36)}…` : text;
}
