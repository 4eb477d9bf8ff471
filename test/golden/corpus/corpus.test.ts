import { describe, expect, test } from "vitest";
import { checkText } from "../../unit/config/check-text.ts";
import { corpus } from "./corpus.ts";
import { judge, renderCase } from "./render-case.ts";

const legend = `Made by corpus.test.ts: what is said about each file, and what is read from it.
  | a line of the file that a good file does not have, with its number
  = a setting that a good file does not have`;

describe.each(Object.entries(corpus))("%s", (area, cases) => {
  test.each(cases.map((one) => [one.id, one] as const))("%s", (_, { content, verdict, codes }) => {
    const result = checkText(content);
    expect(result.issues.map(({ code }) => code)).toEqual(codes);
    expect(judge(result)).toBe(verdict);
  });

  test("every answer is as the golden file shows it", async () => {
    const text = `${[legend, ...cases.map(renderCase)].join("\n\n")}\n`;
    await expect(text).toMatchFileSnapshot(new URL(`${area}.txt`, import.meta.url).pathname);
  });

  test("no case is there twice", () => {
    const ids = cases.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});
