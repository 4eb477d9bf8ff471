import { expect, test } from "vitest";
import { renderCutTable, renderScenarioTable } from "../../faults/render-tables.ts";
import type { CutRow } from "../../faults/replay-cuts.ts";
import { scenarios } from "../../faults/scenarios.ts";

test("each scenario has a name of its own; a refusal writes to no disk and is told to the owner", () => {
  const names = scenarios.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const refusals = scenarios.filter(({ ends }) => ends.codes !== undefined);
  expect(refusals.length).toBeGreaterThan(4);
  for (const { name, ends, fromInstalled } of refusals) {
    expect(ends, name).toMatchObject({ state: "stopped", untouched: true, telegram: /^STOPPED/ });
    expect(fromInstalled, name).toBeUndefined();
  }
});

test("the tables count what was found and keep a bar inside its cell", () => {
  const row: CutRow = {
    ...{ cut: 1, variant: "torn", seed: 1, phase: "install", step: "a", next: "installs", claimed: true },
    ...{ verified: "none", broken: ["stuck"], milliseconds: 1 },
  };
  expect(renderCutTable([row, { ...row, next: "stuck" }])).toContain(
    "| install | torn | 2 | 0 | 1 | 1 | 2 |",
  );
  const said = { screen: "a | b", stick: "", telegram: "", writes: 0, seconds: 1 };
  const table = renderScenarioTable([{ name: "n", fault: "f", passed: false, problems: ["no c"], ...said }]);
  expect(table).toContain("| n | f | a \\| b |  | nothing | 0 | FAILED: no c |");
});
