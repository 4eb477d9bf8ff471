import { choiceCases } from "./choice-cases.ts";
import { containerCases } from "./container-cases.ts";
import type { CorpusCase } from "./corpus-case.ts";
import { encodingCases } from "./encoding-cases.ts";
import { formatCases } from "./format-cases.ts";
import { lineCases } from "./line-cases.ts";
import { passwordCases } from "./password-cases.ts";
import { personCases } from "./person-cases.ts";
import { placeCases } from "./place-cases.ts";
import { sshCases } from "./ssh-cases.ts";
import { syntaxCases } from "./syntax-cases.ts";
import { tokenCases } from "./token-cases.ts";

/** Everything operators put on the stick, by area; each area has a golden file of its name. */
export const corpus: Readonly<Record<string, readonly CorpusCase[]>> = {
  encoding: encodingCases,
  container: containerCases,
  formats: formatCases,
  lines: lineCases,
  syntax: syntaxCases,
  tokens: tokenCases,
  people: personCases,
  ssh: sshCases,
  passwords: passwordCases,
  places: placeCases,
  choices: choiceCases,
};
