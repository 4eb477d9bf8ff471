import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { setupKeys } from "../../../setup/config/schema.ts";
import { findStaleFiles } from "../../../setup/generate/generate.ts";
import { renderSetupTemplate } from "../../../setup/generate/render-setup-template.ts";
import { checkText } from "../config/check-text.ts";

const root = new URL("../../../", import.meta.url).pathname;

test("generated files are current", async () => {
  expect(await findStaleFiles(root)).toEqual([]);
});

test("a changed file is found stale", async () => {
  expect((await findStaleFiles("/nonexistent")).length).toBeGreaterThan(3);
});

test("the template is plain ASCII with CRLF, and lacks only the three lines nobody can know", () => {
  const template = renderSetupTemplate();
  expect(template).toMatch(/^[\r\n\x20-\x7e]*$/);
  expect(template.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  const { issues } = checkText(template);
  expect(issues.map(({ code, key }) => `${code} ${key}`)).toEqual([
    "value.missing OPENROUTER_API_KEY",
    "value.missing TELEGRAM_BOT_TOKEN",
    "value.missing TELEGRAM_ADMIN_ID",
    "limit.none MONTHLY_LIMIT_USD",
  ]);
});

test("the template holds every key once, the four lines first", () => {
  const keys = [...renderSetupTemplate().matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(keys.toSorted()).toEqual(setupKeys.toSorted());
  expect(keys.slice(0, 4)).toEqual([
    "OPENROUTER_API_KEY",
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_ADMIN_ID",
    "ASSISTANT_NAME",
  ]);
});

const examples = readdirSync(`${root}seed-examples`, { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
);

test.each(examples.map(({ name }) => name))("the seed example %s is accepted and explained", (name) => {
  const bytes = readFileSync(`${root}seed-examples/${name}/setup.txt`);
  const result = checkText(bytes);
  expect(result.issues.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(result.source).toMatchObject({ encoding: "utf-8", lineEnding: "crlf" });
  expect(readFileSync(`${root}seed-examples/${name}/README.md`, "utf8")).toMatch(/^# /);
});
