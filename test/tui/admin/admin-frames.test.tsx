import { cleanup } from "ink-testing-library";
import { afterEach, expect, test } from "vitest";
import { listScreens, type ScreenId, screens } from "../../../admin-tui/screens.ts";
import { colorTheme } from "../../../admin-tui/theme.ts";
import { press } from "../press.ts";
import { buildFakeBox } from "./build-fake-box.ts";
import { buildFullStatus } from "./build-full-status.ts";
import { showAdmin } from "./show-admin.tsx";

afterEach(cleanup);

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
];

/** What is there once a screen has everything. */
const complete: Readonly<Record<ScreenId, string>> = {
  overview: "Upkeep",
  services: "clawdie-runtime",
  storage: "DATASET",
  databases: "system_brain",
  logs: "answered",
  settings: "this box (balanced)",
  operator: "ana@example.org",
  snapshots: "manual-20261115T100000Z",
  maintenance: "maintenance reboot 2026",
  journal: "create-cluster",
};

const cases = sizes.flatMap((size) => screens.map(({ id, digit }) => ({ id, digit, ...size })));

test.each(cases)("the screen $id at $columns by $rows", async ({ id, digit, columns, rows }) => {
  const app = await showAdmin({ size: { columns, rows } });
  await app.see("Clawdie is ready");
  await app.type(digit);
  await expect(await app.see(complete[id])).toMatchFileSnapshot(`./frames/${columns}x${rows}/${id}.txt`);
});

test.each(sizes)("the help of the logs at $columns by $rows", async (size) => {
  const app = await showAdmin({ size, screen: "logs" });
  await app.type("?");
  await expect(await app.see("Keys of Logs")).toMatchFileSnapshot(
    `./frames/${size.columns}x${size.rows}/help.txt`,
  );
});

test("a rollback names what is lost, what is removed and its command", async () => {
  const app = await showAdmin({ screen: "snapshots" });
  await app.see(complete.snapshots);
  await app.type(press.down, "B");
  await expect(await app.see("Command")).toMatchFileSnapshot("./frames/80x24/confirm-rollback.txt");
});

test("a box with trouble says so in the header of every screen", async () => {
  const status = buildFullStatus({ runtime: { readiness: "down", reasons: [] } });
  const app = await showAdmin({ fake: buildFakeBox({}, status), theme: colorTheme });
  const frame = await app.see("cannot be used right now");
  expect(frame.split("\n")[0]).toContain("✖ Clawdie 0.1.0 on clawdie: not usable");
});

test.each([...sizes, { columns: 60, rows: 15 }, { columns: 200, rows: 60 }])(
  "nothing is higher or wider than $columns by $rows",
  async (size) => {
    const app = await showAdmin({ size });
    await app.see("Clawdie is ready");
    for (const { id, digit } of screens) {
      await app.type(digit, ...(listScreens.includes(id) ? [press.end] : []), "?", "x");
    }
    await app.type("7", "n", "ana@example.org", press.enter, press.escape, "9", press.enter, press.escape);
    expect(app.frames.length).toBeGreaterThan(20);
    for (const frame of app.frames.slice(1)) {
      const lines = frame.split("\n");
      expect(lines.length).toBe(size.rows - 1);
      // What Ink puts where it cuts.
      expect(frame).not.toContain("…");
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(size.columns);
    }
  },
);

test("the plain theme is ASCII, whatever a box or a log says", async () => {
  const fake = buildFakeBox({}, buildFullStatus({ assistantName: "Žiga 助手" }));
  const app = await showAdmin({ fake });
  await app.see("Ziga ??");
  await app.type("5");
  await app.see("answered");
  fake.tellLog("Nov 21 10:00:04 clawdie user.info x: naïve ☕");
  await app.see("naive ?");
  for (const frame of app.frames) expect(frame).toMatch(/^[\x20-\x7e\n]*$/);
});

test("another size of the window is taken at once", async () => {
  const app = await showAdmin({ screen: "storage" });
  await app.see("DATASET");
  app.admin.resize({ columns: 120, rows: 40 });
  await app.see("MOUNTED AT");
  expect(app.text().split("\n")).toHaveLength(39);
});
