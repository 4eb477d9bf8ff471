import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkText } from "../../unit/config/check-text.ts";

const cases = readdirSync(new URL(".", import.meta.url), { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
);

/** Each folder is one file an operator could write, and all of what `clawdie check --json` says about it. */
test.each(cases.map(({ name }) => name))("%s", async (name) => {
  const folder = new URL(`${name}/`, import.meta.url);
  const result = checkText(readFileSync(new URL("input.txt", folder)));
  const text = `${JSON.stringify(result, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(new URL("expected.json", folder).pathname);
});
