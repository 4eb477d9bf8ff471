import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { issueCodes } from "../../../setup/issues/codes.ts";
import { corpus } from "../../golden/corpus/corpus.ts";
import { checkText } from "../config/check-text.ts";

/** Codes no text can raise: where they come from instead. Each must occur in another test. */
const elsewhere: readonly (readonly [codes: RegExp, reason: string])[] = [
  [
    /^file\.(not-found|absent|unreadable|not-a-file|other-name|wrong-ending|copy-beside|in-folder|renamed|two-files|same-twice)$/,
    "what lies in the folder, before any text is read",
  ],
  [/^seed\./, "the sticks and partitions of a machine"],
  [/^disk\./, "the disks of a machine"],
  [/^machine\./, "memory and firmware of a machine"],
  [/^(install|adopt)\./, "what is installed on the machine already"],
  [/^database\./, "the database on the box"],
  [/^profile\./, "a changed profiles.toml"],
];

const root = new URL("../../../", import.meta.url).pathname;
const inCorpus = new Set(
  Object.values(corpus)
    .flat()
    .flatMap(({ content }) => checkText(content).issues.map(({ code }) => code)),
);
const otherTests = globSync("test/**/*.{ts,tsx}", { cwd: root, exclude: ["test/unit/issues/**"] })
  // Some tests name a code in a regular expression.
  .map((path) => readFileSync(`${root}${path}`, "utf8").replaceAll("\\.", "."))
  .join("\n");
const reference = readFileSync(`${root}docs/reference/issues.md`, "utf8");

test.each(Object.keys(issueCodes))(
  "%s occurs in a case of the corpus, or is listed with where else",
  (code) => {
    if (inCorpus.has(code)) return;
    const reason = elsewhere.find(([codes]) => codes.test(code))?.[1];
    expect(reason, `${code} needs a case in test/golden/corpus`).toBeDefined();
    expect(otherTests.includes(code), `${code} (${reason}) needs a test that names it`).toBe(true);
  },
);

test.each(Object.keys(issueCodes))("%s is explained in docs/reference/issues.md", (code) => {
  expect(reference).toContain(`\n### \`${code}\`\n`);
});

test("what is listed as coming from elsewhere never comes from a text", () => {
  expect([...inCorpus].filter((code) => elsewhere.some(([codes]) => codes.test(code)))).toEqual([]);
});
