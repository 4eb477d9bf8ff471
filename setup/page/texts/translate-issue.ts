import { fillIn } from "../../issues/fill-in.ts";
import type { Issue } from "../../issues/issue.ts";
import type { Catalogue } from "./catalogue.ts";
import { translatePhrase } from "./translate-phrase.ts";

export interface IssueTexts {
  readonly message: string;
  readonly hint: string;
}

/**
 * An issue's texts in the language of `target`: the same words in the sentences of that catalogue.
 * A code the catalogue does not know keeps its English.
 */
export function translateIssue(issue: Issue, target: Catalogue, english: Catalogue): IssueTexts {
  const texts = target.issues[issue.code];
  if (target.language === english.language || texts === undefined) return issue;
  const words = Object.entries(issue.words).map(([name, word]) => [
    name,
    typeof word === "string" ? translatePhrase(word, english.phrases, target.phrases) : word,
  ]);
  const known = {
    key: issue.key ?? target.page.problems.theValue,
    line: issue.line ?? "?",
    rule: target.keys[issue.key ?? ""]?.rule ?? "",
    ...Object.fromEntries(words),
  };
  return { message: fillIn(texts.rule, known), hint: fillIn(texts.cure, known).trim() };
}
