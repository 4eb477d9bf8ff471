import type { Catalogue } from "./catalogue.ts";

/** The first of the reader's languages that there is a catalogue for, else the first catalogue. */
export function chooseLanguage(wanted: readonly string[], catalogues: readonly Catalogue[]): Catalogue {
  const known = wanted
    .map((tag) => catalogues.find(({ language }) => tag.toLowerCase().split("-")[0] === language))
    .find((catalogue) => catalogue !== undefined);
  const [first] = catalogues;
  if (first === undefined) throw new Error("there is no catalogue");
  return known ?? first;
}
