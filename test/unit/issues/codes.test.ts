import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { buildIssue } from "../../../setup/issues/build-issue.ts";
import type { CodeEntry } from "../../../setup/issues/code-table.ts";
import { issueCodes } from "../../../setup/issues/codes.ts";

const entries = Object.entries(issueCodes) as [keyof typeof issueCodes, CodeEntry][];
const root = new URL("../../../", import.meta.url).pathname;
const sources = globSync("{setup,firstboot}/**/*.ts", { cwd: root, exclude: ["setup/issues/codes/**"] })
  .map((path) => readFileSync(`${root}${path}`, "utf8"))
  .join("\n");

test.each(entries)("%s is used, and its texts are sentences", (code, { rule, cure }) => {
  expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/);
  expect(sources.includes(`"${code}"`), "used in setup/ or firstboot/").toBe(true);
  expect(rule).toMatch(/[.?]$/);
  expect(cure).toMatch(/([.?…}]|=|-6)$/);
});

test("every code given to buildIssue or report is in the table", () => {
  const used = [...sources.matchAll(/\b(?:buildIssue|report)\("([a-z0-9.-]+)"/g)].map((match) => match[1]);
  expect(used.length).toBeGreaterThan(50);
  expect(used.filter((code) => code === undefined || !(code in issueCodes))).toEqual([]);
});

test("words are filled in, and a word that looks like a mark stays as it is", () => {
  const issue = buildIssue("file.two-files", {}, { name: "{other}", other: "b" });
  expect(issue.message).toContain('"{other}" and "b"');
});
