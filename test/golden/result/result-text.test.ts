import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ResultJson, renderResultJson } from "../../../firstboot/result-json.ts";
import { renderConsole, renderResult } from "../../../firstboot/result-text.ts";
import { resultCases } from "./result-cases.ts";

/** The word people read and the state programs read are the same news. */
const words = {
  ready: "DONE",
  waiting: "WAITING",
  stopped: "STOPPED",
  installed: "WORKING",
  working: "WORKING",
} as const;

describe.each(Object.entries(resultCases))("%s", (name, result) => {
  test("the file says what is so and what to do", async () => {
    await expect(renderResult(result)).toMatchFileSnapshot(`./${name}.result.txt`);
  });

  test("the console block says it too", async () => {
    await expect(renderConsole(result)).toMatchFileSnapshot(`./${name}.console.txt`);
  });

  test("the file is 72 columns wide, links apart, without control characters", () => {
    for (const line of renderResult(result).split("\n")) {
      if (!line.includes("https://")) expect([...line].length).toBeLessThanOrEqual(72);
      expect(line).not.toMatch(/\p{Cc}/u);
    }
  });

  test("the console block is ASCII, 20 lines by 79 columns, and nothing in it acts on a terminal", () => {
    const text = renderConsole(result);
    expect(text).toMatch(/^[\x20-\x5b\x5d-\x7e\n]+$/);
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(20);
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(79);
  });

  test("the JSON says the same for programs, and is what its schema says", async () => {
    const text = renderResultJson(result);
    const json = ResultJson.parse(JSON.parse(text));
    expect(JSON.parse(text)).toEqual(json);
    expect(json.word).toBe(words[json.state]);
    expect(renderResult(result).replaceAll("\n", " ")).toContain(`${json.word}: ${json.headline}`);
    await expect(text).toMatchFileSnapshot(`./${name}.json`);
  });
});

/** A computer with too little memory can never go on. */
const stopped = Object.entries(resultCases).filter(
  ([name, { kind }]) => kind === "install-stopped" && name !== "little-memory",
);

test.each(stopped)("however much is wrong, the console says how to go on: %s", (_, result) => {
  expect(renderConsole(result).replaceAll(/\s+/g, " ")).toContain("Clawdie looks by itself.");
});

test("docs/flow.md explains every field of the JSON, and no other", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/flow.md"), "utf8");
  const table = page
    .slice(page.indexOf("## SETUP-RESULT.json"))
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  const fields = table.flatMap((line) =>
    [...(line.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map((match) => match[1]),
  );
  expect(fields.toSorted()).toEqual(Object.keys(ResultJson.shape).toSorted());
});
