import { expect, test } from "vitest";
import { parseDocument } from "../../../setup/config/document.ts";
import type { SetupKey } from "../../../setup/config/schema.ts";
import { quoteValue } from "../../../setup/generate/quote-value.ts";
import { renderSetupTemplate } from "../../../setup/generate/render-setup-template.ts";

test.each<[SetupKey, string, string]>([
  ["ASSISTANT_NAME", "Clawdie", "Clawdie"],
  ["ASSISTANT_NAME", "", ""],
  ["ASSISTANT_NAME", "Žiga 助手", "Žiga 助手"],
  ["OPERATOR_PASSWORD", "with #hash inside", '"with #hash inside"'],
  ["OPERATOR_PASSWORD", 'a "quoted" word', 'a "quoted" word'],
  ["OPERATOR_PASSWORD", '"quoted whole"', '""quoted whole""'],
  ["OPERATOR_PASSWORD", "two  # signs", '"two  # signs"'],
])("%s: %j is written as %j", (key, value, wanted) => {
  expect(quoteValue(key, value)).toBe(wanted);
});

test("a filled in template gives its values back, whatever letters and signs they hold", () => {
  const values = new Map<SetupKey, string>([
    ["ASSISTANT_NAME", "Žiga 助手"],
    ["OPERATOR_PASSWORD", "a # in 'the' \"middle"],
    ["CLAWDIE_USER_PASSWORD", "=starts with = signs"],
    ["NETWORK_DNS", "192.168.1.1, 9.9.9.9"],
  ]);
  const text = renderSetupTemplate(values);
  const read = new Map(
    parseDocument(new TextEncoder().encode(text)).entries.map(({ key, value }) => [key, value.reveal()]),
  );
  for (const [key, value] of values) expect(read.get(key)).toBe(value);
  expect(read.get("PROFILE")).toBe("balanced");
});

test("what no spelling brings back stays as it is, for the checker to explain", () => {
  const value = `a" # 'b' # "c`;
  expect(quoteValue("OPERATOR_PASSWORD", value)).toContain(value);
});
