import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { datasets, toPropertyRecord } from "../../../setup/plan/datasets.ts";
import { renderDatasets } from "../../../setup/plan/render-datasets.ts";

test("docs/datasets.md is current", () => {
  expect(readFileSync(new URL("../../../docs/datasets.md", import.meta.url), "utf8")).toBe(renderDatasets());
});

test("parents come before their children", () => {
  const seen = new Set<string>([boxLayout.pool]);
  for (const { dataset } of datasets) {
    expect(seen).toContain(dataset.split("/").slice(0, -1).join("/"));
    seen.add(dataset);
  }
});

test("data and WAL are mounted where the box layout says, through their parents", () => {
  const mountPoint = (dataset: string): string | undefined => {
    const own = toPropertyRecord(
      datasets.find((spec) => spec.dataset === dataset)?.properties ?? [],
    ).mountpoint;
    const at = dataset.lastIndexOf("/");
    return own ?? (at === -1 ? undefined : `${mountPoint(dataset.slice(0, at))}/${dataset.slice(at + 1)}`);
  };
  expect(mountPoint("zroot/system-runtime")).toBe(boxLayout.state);
  expect(mountPoint("zroot/system-runtime/postgres/pgdata")).toBe(boxLayout.pgData);
  expect(mountPoint("zroot/system-runtime/postgres/pgwal")).toBe(boxLayout.pgWal);
});
