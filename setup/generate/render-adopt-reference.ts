import { keyContract } from "../adopt/key-contract.ts";
import { partContracts } from "../adopt/part-contract.ts";
import { setupKeys } from "../config/schema.ts";

/** docs/reference/adopt.md: what an adoption does with every key of setup.txt and with every part of the box. Pure. */
export function renderAdoptReference(): string {
  const keys = setupKeys.map((key) => `| \`${key}\` | ${keyContract[key].rule} | ${keyContract[key].why} |`);
  const parts = partContracts.map(({ part, rule, why }) => `| ${quote(part)} | ${rule} | ${why} |`);
  return [introduction, ...keys, partIntroduction, ...parts, ""].join("\n");
}

/** Paths and datasets as code, words as they are. */
function quote(part: string): string {
  return part.includes(" ") ? part : `\`${part}\``;
}

const introduction = `# What an adoption keeps

<!-- Made by setup/generate/generate.ts from setup/adopt; do not edit. -->

With \`INSTALL_MODE=adopt\` a blank line, or a secret that the box has overwritten on the stick, always keeps what the box
has. A line with a value:

- **replaced**: takes the place of the box's.
- **filled**: is taken only where the box has none; otherwise a warning says that it was not taken.
- **identity**: another value than the box's stops, unless \`ALLOW_IDENTITY_CHANGE=yes\`; then it takes its place.
- **used once**: is about this visit of the stick.

| key | rule | why |
|---|---|---|`;

const partIntroduction = `
Everything else, by part: **untouched** is not written to at all, **copied** goes into the new system byte for byte,
**made anew** follows from the settings and from what is kept. A snapshot of everything is taken first.

| part | rule | why |
|---|---|---|`;
