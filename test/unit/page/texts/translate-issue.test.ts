import { expect, test } from "vitest";
import { buildIssue } from "../../../../setup/issues/build-issue.ts";
import { chooseLanguage } from "../../../../setup/page/texts/choose-language.ts";
import { countText } from "../../../../setup/page/texts/count-text.ts";
import { buildEnglish } from "../../../../setup/page/texts/english.ts";
import { buildSlovenian } from "../../../../setup/page/texts/slovenian.ts";
import { translateIssue } from "../../../../setup/page/texts/translate-issue.ts";
import { translatePhrase } from "../../../../setup/page/texts/translate-phrase.ts";
import { corpus } from "../../../golden/corpus/corpus.ts";
import { checkText } from "../../config/check-text.ts";

const english = buildEnglish();
const slovenian = buildSlovenian();

test("English texts are those of the issue itself", () => {
  const issue = buildIssue("value.missing", { key: "TELEGRAM_ADMIN_ID" }, { rule: "A rule." });
  expect(translateIssue(issue, english, english)).toMatchObject({ message: issue.message, hint: issue.hint });
});

test("Slovenian fills in key, rule of the key, and phrases of the engine", () => {
  const [missing] = checkText("TELEGRAM_BOT_TOKEN=\nOPENROUTER_API_KEY=x\n").issues;
  if (missing === undefined) throw new Error("nothing is missing");
  expect(translateIssue(missing, slovenian, english)).toEqual({
    message: "Manjka TELEGRAM_BOT_TOKEN.",
    hint: "To je žeton od @BotFather: števke, dvopičje in 35 znakov. V setup.txt to napišite za TELEGRAM_BOT_TOKEN=",
  });
  const [rtf] = checkText("{\\rtf1}").issues;
  if (rtf === undefined) throw new Error("the document was not recognized");
  expect(translateIssue(rtf, slovenian, english).message).toBe(
    "Datoteka je dokument z oblikovanim besedilom (RTF), ne navadno besedilo.",
  );
});

test("a code the translation does not know keeps its English", () => {
  const issue = { ...buildIssue("file.empty"), code: "file.not-invented-yet" };
  expect(translateIssue(issue, slovenian, english).message).toBe("The file is empty.");
});

test("phrases with words in them are translated around the words", () => {
  const translate = (text: string) => translatePhrase(text, english.phrases, slovenian.phrases);
  expect(translate("Did you mean Europe/Ljubljana?")).toBe("Ste mislili Europe/Ljubljana?");
  expect(translate("RSA with 1024 bits")).toBe("RSA, bitov: 1024");
  expect(translate("Anthropic")).toBe("Anthropic");
});

/** Words of English sentences that are no words of Slovenian. */
const englishWord = /\b(the|is|are|of|and|which|not|it|with|has|from|Did|Write)\b/;

test("no English is left in any message about what operators put on the stick", () => {
  const left = Object.values(corpus)
    .flat()
    .flatMap(({ content }) => checkText(content).issues)
    .map((issue) => translateIssue(issue, slovenian, english))
    .map(({ message, hint }) => `${message} ${hint}`)
    .filter((text) => englishWord.test(text) || /\{[a-zA-Z]+\}/.test(text));
  expect([...new Set(left)]).toEqual([]);
});

test("the reader's first known language is taken, whatever its region; else English", () => {
  const catalogues = [english, slovenian];
  const choose = (...wanted: string[]) => chooseLanguage(wanted, catalogues).language;
  expect(choose("de-AT", "sl-SI", "en")).toBe("sl");
  expect(choose("EN-gb")).toBe("en");
  expect(choose("fr", "de")).toBe("en");
  expect(choose()).toBe("en");
});

test("Slovenian counts one, two, a few and many", () => {
  const count = (number: number) => countText("sl", slovenian.page.verdict.rejectNext, number);
  expect([1, 2, 3, 5, 101].map((number) => /\d+ \S+/.exec(count(number))?.[0])).toEqual([
    "1 težavo.",
    "2 težavi.",
    "3 težave.",
    "5 težav.",
    "101 težavo.",
  ]);
});
