import en from "./en.json" with { type: "json" };

/** The English texts of both pages; keys and issues have theirs in the schema and the issue table. */
export const englishTexts = en;

export type EnglishTexts = typeof en;
