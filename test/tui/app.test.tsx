import { stripVTControlCharacters } from "node:util";
import { cleanup, render } from "ink-testing-library";
import { afterEach, expect, test, vi } from "vitest";
import { App, type AppProps } from "../../admin-tui/app.tsx";
import type { Journals } from "../../admin-tui/journal-lines.ts";
import { colorTheme, plainTheme } from "../../admin-tui/theme.ts";
import type { JournalEntry } from "../../setup/execute/journal.ts";
import type { Status } from "../../setup/status/status.ts";
import { buildHandoffRecord, buildStatus } from "../build-status.ts";

afterEach(cleanup);

const size = { columns: 80, rows: 24 };
const keys = { down: "\u001b[B", up: "\u001b[A", pageDown: "\u001b[6~", pageUp: "\u001b[5~", tab: "\t" };

function entry(at: number, overrides: Partial<JournalEntry> = {}): JournalEntry {
  const time = new Date(Date.UTC(2026, 10, 21, 9, 50, at)).toISOString();
  return {
    schema: 1,
    time,
    plan: "firstboot",
    step: `step-${at}`,
    outcome: "done",
    seconds: 1.5,
    reason: "missing",
    ...overrides,
  };
}

const journals: Journals = {
  install: [entry(1, { plan: "install", step: "partition-disk" })],
  firstboot: [
    ...Array.from({ length: 30 }, (_, at) => entry(at + 2)),
    entry(40, {
      step: "create-cluster",
      outcome: "failed",
      seconds: 61.24,
      reason: "initdb ended with exit code 1",
    }),
    entry(41, { step: "set-hostname", outcome: "skipped", seconds: 0, reason: null }),
  ],
};

function polled<T>(value: T | null, error: string | null = null) {
  return { value, error, refresh: vi.fn() };
}

function show(overrides: Partial<AppProps> = {}) {
  const props: AppProps = {
    status: polled<Status>(buildStatus()),
    journals: polled(journals),
    size,
    theme: plainTheme,
    ...overrides,
  };
  const app = render(<App {...props} />);
  const frame = () => stripVTControlCharacters(app.lastFrame() ?? "").split("\n");
  const press = async (...inputs: string[]) => {
    for (const input of inputs) {
      // Ink listens once its effects have run, and draws after the state has changed.
      await settle();
      app.stdin.write(input);
      await settle();
    }
    return frame();
  };
  return { ...app, props, frame, press };
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 30));
}

test("the overview of a box that is well", async () => {
  await expect(show().frame().join("\n")).toMatchFileSnapshot("./overview-ok.frame.txt");
});

test("the overview names what is wrong and its cure first", async () => {
  const handoff = buildHandoffRecord(
    { state: "waiting", greetedAt: null },
    "telegram.not-started",
    "greeting.not-checked",
  );
  const app = show({ status: polled(buildStatus({ handoff, notReadable: ["install log"] })) });
  await expect(app.frame().join("\n")).toMatchFileSnapshot("./overview-waiting.frame.txt");
});

test("the journal shows time, step, outcome and seconds, and why a step failed", async () => {
  const app = show();
  await expect((await app.press("2", "G")).join("\n")).toMatchFileSnapshot("./journal-end.frame.txt");
});

test.each([
  { columns: 80, rows: 24 },
  { columns: 132, rows: 50 },
  { columns: 60, rows: 15 },
])("every screen is one row less than $columns by $rows, and no wider", async (window) => {
  const app = show({ size: window });
  for (const input of ["1", "2", "?"]) {
    const frame = await app.press(input);
    expect(frame).toHaveLength(window.rows - 1);
    for (const line of frame) expect(line.length).toBeLessThanOrEqual(window.columns);
  }
});

test("arrows and page keys scroll, and the ends hold", async () => {
  const app = show();
  const first = await app.press("2");
  const body = (frame: string[]) => frame.slice(2, -2);
  expect(body(await app.press(keys.up))).toEqual(body(first));
  expect(body(await app.press(keys.down))[0]).toBe(body(first)[1]);
  expect(body(await app.press(keys.up))).toEqual(body(first));
  const second = body(await app.press(keys.pageDown));
  expect(second[0]).toBe(body(first).at(-1));
  const end = body(await app.press(keys.pageDown, keys.pageDown, keys.pageDown));
  expect(end.at(-1)).toContain("set-hostname");
  expect(body(await app.press(keys.pageUp, keys.pageUp, keys.pageUp))).toEqual(body(first));
});

test("each screen keeps its place", async () => {
  const app = show();
  await app.press("2", "G");
  const frame = await app.press("1", keys.tab);
  expect(frame[0]).toContain("journal");
  expect(frame.join("\n")).toContain("create-cluster");
});

test("content that shrinks while one reads its end still fills the screen", async () => {
  const app = show();
  await app.press("2", "G");
  app.rerender(<App {...app.props} journals={polled({ install: journals.install, firstboot: [] })} />);
  expect(app.frame().join("\n")).toContain("partition-disk");
});

test("? explains the keys, and any key closes it", async () => {
  const app = show();
  expect((await app.press("?")).join("\n")).toContain("this help");
  expect((await app.press("x")).join("\n")).not.toContain("this help");
});

test("r asks both sources again", async () => {
  const app = show();
  await app.press("r");
  expect(app.props.status.refresh).toHaveBeenCalledOnce();
  expect(app.props.journals.refresh).toHaveBeenCalledOnce();
});

test("q ends it", async () => {
  const app = show();
  await app.press("q");
  const frames = app.frames.length;
  await app.press("2");
  expect(app.frames).toHaveLength(frames);
});

test("a source that fails is named, and the last answer stays", () => {
  const app = show({ status: polled(buildStatus(), "no such command: ip") });
  const text = app.frame().join("\n");
  expect(text).toContain("Could not be read: no such command: ip");
  expect(text).toContain("Clawdie is ready");
});

test("before the first answer it says that it reads", () => {
  expect(
    show({ status: polled<Status>(null) })
      .frame()
      .join("\n"),
  ).toContain("Reading ...");
});

test("a journal this account may not read is said, not hidden", async () => {
  const app = show({ journals: polled<Journals>({ install: null, firstboot: null }) });
  expect((await app.press("2")).join("\n")).toContain("not readable by this account");
});

test("the plain theme is ASCII, whatever the assistant is called", () => {
  const app = show({ status: polled(buildStatus({ assistantName: "Žiga 助手" })) });
  expect(app.frame().join("\n")).toMatch(/^[\x20-\x7e\n]+$/);
  expect(app.frame().join("\n")).toContain("Ziga ??");
});

test("the color theme marks what is well and what is not", () => {
  expect(show({ theme: colorTheme }).frame().join("\n")).toContain("● Clawdie is ready");
  const app = show({ theme: colorTheme, status: polled(buildStatus({ database: { ready: false } })) });
  expect(app.frame().join("\n")).toContain("✖ The database does not answer.");
});
