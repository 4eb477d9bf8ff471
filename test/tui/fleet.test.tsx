import { stripVTControlCharacters } from "node:util";
import { Text } from "ink";
import { cleanup, render } from "ink-testing-library";
import { afterEach, expect, test, vi } from "vitest";
import { FleetApp } from "../../admin-tui/fleet/fleet-app.tsx";
import type { FleetRow } from "../../admin-tui/fleet/fleet-row.ts";
import { sortFleet } from "../../admin-tui/fleet/fleet-row.ts";
import { judgeFleet, renderFleetJson, renderFleetTable } from "../../admin-tui/fleet/render-fleet.ts";
import { plainTheme } from "../../admin-tui/theme.ts";

afterEach(cleanup);

const now = new Date("2026-11-21T13:09:00.000Z");
const keys = { down: "\u001b[B", up: "\u001b[A", enter: "\r" };

function row(name: string, overrides: Partial<FleetRow> = {}): FleetRow {
  return {
    ...{ name, address: `clawdie@${name}.lan`, state: "ok", answers: true, version: "0.1.0" },
    ...{ diskUsedPercent: 12, trouble: null, cure: null, lastSeen: "2026-11-21T13:08:55.000Z" },
    ...overrides,
  };
}

const fleet = sortFleet([
  row("kitchen"),
  row("office", {
    state: "failed",
    answers: false,
    trouble: "Telegram refuses the bot token.",
    cure: "Get a new one from @BotFather, write it into setup.txt, then: sudo clawdie apply",
  }),
  row("attic", {
    ...{ address: "clawdie@[2001:db8::20]:2222", state: "unreachable", answers: null },
    ...{ lastSeen: "2026-11-21T10:01:00.000Z" },
    trouble: "no SSH connection: no answer in time",
    cure: "Is it on and in this network? Try: ping, then ssh -v with the same name.",
  }),
  row("library-of-the-school", { state: "warning", diskUsedPercent: 91, trouble: "The disk is 91 % full." }),
  row("shed", {
    ...{ state: "reading", answers: null, version: null, diskUsedPercent: null, lastSeen: null },
  }),
]);

function show(rows: readonly FleetRow[] = fleet, size = { columns: 80, rows: 24 }) {
  const retry = vi.fn();
  let leave: () => void = () => {};
  const renderBox = (name: string, back: () => void) => {
    leave = back;
    return <Text>screens of {name}</Text>;
  };
  const draw = (shown: readonly FleetRow[]) => (
    <FleetApp rows={shown} now={now} size={size} theme={plainTheme} retry={retry} renderBox={renderBox} />
  );
  const app = render(draw(rows));
  const frame = () => stripVTControlCharacters(app.lastFrame() ?? "").split("\n");
  const press = async (...inputs: string[]) => {
    for (const input of inputs) {
      await settle();
      app.stdin.write(input);
      await settle();
    }
    return frame();
  };
  return {
    ...app,
    frame,
    press,
    retry,
    leave: () => leave(),
    redraw: (next: readonly FleetRow[]) => app.rerender(draw(next)),
  };
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 30));
}

test("all boxes, trouble first, the chosen one explained", async () => {
  await expect(show().frame().join("\n")).toMatchFileSnapshot("./fleet.frame.txt");
});

test("a wide window shows names, addresses and more of the trouble", async () => {
  const app = show(fleet, { columns: 132, rows: 30 });
  await expect(app.frame().join("\n")).toMatchFileSnapshot("./fleet-wide.frame.txt");
});

test.each([
  { columns: 80, rows: 24 },
  { columns: 132, rows: 50 },
  { columns: 60, rows: 15 },
])("the overview and its help are one row less than $columns by $rows, and no wider", async (window) => {
  const app = show(fleet, window);
  for (const input of [keys.down, "?"]) {
    const frame = await app.press(input);
    expect(frame).toHaveLength(window.rows - 1);
    for (const line of frame) expect(line.length).toBeLessThanOrEqual(window.columns);
  }
});

test("Enter opens the chosen box, and coming back it is still chosen", async () => {
  const app = show();
  expect((await app.press(keys.down, keys.enter)).join("\n")).toBe("screens of office");
  // Its keys are the box's own now.
  expect((await app.press("q", "?", keys.down)).join("\n")).toBe("screens of office");
  app.leave();
  await settle();
  expect(app.frame().find((line) => line.startsWith("> "))).toContain("office");
});

test("a box stays chosen when trouble moves the rows", async () => {
  const app = show();
  await app.press("G", keys.up);
  expect(app.frame().find((line) => line.startsWith("> "))).toContain("shed");
  app.redraw(sortFleet(fleet.map((one) => (one.name === "shed" ? { ...one, state: "failed" } : one))));
  expect(app.frame().find((line) => line.startsWith("> "))).toContain("shed");
});

test("a hundred boxes scroll, and how many are below is said", async () => {
  const many = Array.from({ length: 100 }, (_, at) => row(`box-${String(at).padStart(2, "0")}`));
  const app = show(many);
  expect(app.frame().at(-1)).toMatch(/87 more$/);
  const end = await app.press("G");
  expect(end.find((line) => line.startsWith("> "))).toContain("box-99");
  expect(end.at(-1)).not.toContain("more");
});

test("r tries again, ? explains, q ends", async () => {
  const app = show();
  await app.press("r");
  expect(app.retry).toHaveBeenCalledOnce();
  expect((await app.press("?")).join("\n")).toContain("trouble comes first");
  expect((await app.press("x")).join("\n")).not.toContain("trouble comes first");
  await app.press("q");
  const frames = app.frames.length;
  await app.press(keys.down);
  expect(app.frames).toHaveLength(frames);
});

test("as a table every trouble stands in full below", async () => {
  await expect(renderFleetTable(fleet, now, 100)).toMatchFileSnapshot("./fleet-table.txt");
});

test("as JSON every box is there with what is known", () => {
  const { boxes, ...head } = JSON.parse(renderFleetJson(fleet, now));
  expect(head).toEqual({ schema: 1, time: "2026-11-21T13:09:00.000Z" });
  expect(boxes).toEqual(fleet);
});

test.each([
  [["ok", "ok"], 0],
  [["ok", "warning"], 2],
  [["warning", "failed"], 1],
  [["ok", "unreachable"], 1],
] as const)("boxes that are %j exit with %i", (states, code) => {
  expect(judgeFleet(states.map((state) => row("box", { state })))).toBe(code);
});
