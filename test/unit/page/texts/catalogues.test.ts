import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { setupKeys } from "../../../../setup/config/schema.ts";
import { issueCodes } from "../../../../setup/issues/codes.ts";
import { buildEnglish } from "../../../../setup/page/texts/english.ts";
import { buildSlovenian } from "../../../../setup/page/texts/slovenian.ts";

const english = buildEnglish();
const slovenian = buildSlovenian();

/** Path → text. The forms of a counted text are one entry: languages have different ones. */
function flatten(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  const counted = entries.find(([name]) => name === "other");
  if (counted !== undefined) return [[path, String(counted[1])]];
  return entries.flatMap(([name, inner]) => flatten(inner, `${path}/${name}`));
}

function placeholders(text: string): string[] {
  return [...new Set(text.match(/\{[a-zA-Z]+\}/g))].toSorted();
}

const [en, sl] = [flatten(english), flatten(slovenian)];

test("every text is there in both languages; a new issue or key needs its lines in setup/page/texts/sl.json", () => {
  const names = (texts: typeof en) => texts.map(([path]) => path).toSorted();
  expect(names(sl)).toEqual(names(en));
  expect(Object.keys(english.issues)).toHaveLength(Object.keys(issueCodes).length);
  expect(Object.keys(english.keys)).toHaveLength(setupKeys.length);
});

test("both languages fill in the same words", () => {
  const other = new Map(sl);
  const different = en.filter(
    ([path, text]) => `${placeholders(text)}` !== `${placeholders(other.get(path) ?? "")}`,
  );
  expect(different).toEqual([]);
});

test("counted texts have every form their language uses", () => {
  for (const { language, page } of [english, slovenian]) {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const forms of [
      page.verdict.rejectNext,
      page.verdict.acceptWithWarningsNext,
      page.lines.cut,
      page.form.stateRemarks,
      page.form.stateProblems,
    ]) {
      expect(Object.keys(forms).toSorted()).toEqual(wanted);
    }
  }
});

/** Names, addresses and lists of words are the same in every language; sentences are not. */
test("sentences are really translated", () => {
  const other = new Map(sl);
  const same = en.filter(([path, text]) => text.split(" ").length > 4 && other.get(path) === text);
  expect(same).toEqual([]);
});

test("the English phrases are those the engine says", () => {
  const root = new URL("../../../../", import.meta.url).pathname;
  const source = globSync("setup/config/**/*.ts", { cwd: root })
    .map((path) => readFileSync(`${root}${path}`, "utf8"))
    .join("\n");
  const fixed = Object.values(english.phrases).filter((phrase) => !phrase.includes("{"));
  expect(fixed.filter((phrase) => !source.includes(phrase))).toEqual([]);
});
