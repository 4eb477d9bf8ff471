import { choiceCases } from "./choice-cases.ts";
import { containerCases } from "./container-cases.ts";
import type { CorpusCase } from "./corpus-case.ts";
import { encodingCases } from "./encoding-cases.ts";
import { loginCases } from "./login-cases.ts";
import { personCases } from "./person-cases.ts";
import { placeCases } from "./place-cases.ts";
import { syntaxCases } from "./syntax-cases.ts";
import { tokenCases } from "./token-cases.ts";

/** Everything operators put on the stick, by area; each area has a golden file of its name. */
export const corpus: Readonly<Record<string, readonly CorpusCase[]>> = {
  encoding: encodingCases,
  container: containerCases,
  syntax: syntaxCases,
  tokens: tokenCases,
  people: personCases,
  logins: loginCases,
  places: placeCases,
  choices: choiceCases,
};
