import { expect, test } from "vitest";
import { cleanOutput } from "../../../admin-tui/clean-output.ts";
import {
  addLogLines,
  findSource,
  firstLog,
  keptLines,
  selectLogLines,
} from "../../../admin-tui/log-state.ts";
import { parseAdminOptions } from "../../../admin-tui/parse-admin-options.ts";
import { readLogLine } from "../../../admin-tui/read-log-line.ts";
import { buildTabs, screens } from "../../../admin-tui/screens.ts";
import { parseStatus } from "../../../admin-tui/watch-status.ts";
import { canaries } from "../../build-settings.ts";
import { buildFullStatus } from "./build-full-status.ts";

const usual = {
  ...{ plain: false, once: false, screen: "overview", help: false },
  ...{ hosts: [], fleet: false, inventory: null, identity: null, json: false },
};

test.each([
  [[], usual],
  [["--plain", "--once", "--journal"], { ...usual, plain: true, once: true, screen: "journal" }],
  [["--screen", "logs"], { ...usual, screen: "logs" }],
  [
    ["--host", "a", "--host", "me@b:22", "--identity", "k"],
    { ...usual, hosts: ["a", "me@b:22"], identity: "k" },
  ],
  [["--fleet", "--json"], { ...usual, fleet: true, json: true }],
  [["--inventory", "f"], { ...usual, fleet: true, inventory: "f" }],
  [["--screen", "nothing"], null],
  [["--palin"], null],
  [["--json"], null],
])("the arguments %j are understood", (argv, wanted) => {
  expect(parseAdminOptions(argv)).toEqual(wanted);
});

test.each([
  ["\u001b[2J\u001b[31mred\u001b[0m", "red"],
  ["\u001b]8;;https://evil.example\u0007text\u001b]8;;\u0007", "text"],
  ["a\u0007b\u0000c\rd", "abcd"],
  ["left \u202eright", "left right"],
  ["one\ttwo", "one        two"],
])("%j cannot drive the terminal", (line, clean) => {
  expect(cleanOutput(line)).toBe(clean);
});

test("whatever looks like a secret is masked", () => {
  for (const secret of [canaries.openRouterKey, canaries.telegramToken]) {
    expect(cleanOutput(`before ${secret} after`)).toBe("before [secret] after");
  }
});

test("the assistant's log is read as time, level and words", () => {
  const record = {
    ...{ "0": '{"subsystem":"gateway"}', "1": "ready", "2": { port: 18789 } },
    ...{ _meta: { logLevelName: "INFO", date: "x" }, time: "2026-11-21T10:00:00.123Z" },
  };
  expect(readLogLine(JSON.stringify(record))).toBe(
    "2026-11-21 10:00:00 INFO  subsystem=gateway ready port=18789",
  );
  expect(readLogLine("{ no JSON")).toBe("{ no JSON");
  expect(readLogLine('{"a":1}')).toBe('{"a":1}');
});

test("a program's lines are its own, not those that name it", () => {
  const lines = [
    "Nov 21 10:00:01 box daemon.info clawdie-runtime: one",
    "Nov 21 10:00:02 box daemon.info clawdie-runtime[12]: two",
    "Nov 21 10:00:03 box daemon.info clawdie-runtime-run: not this",
    "Nov 21 10:00:04 box auth.info sudo: clawdie : COMMAND=rc-service clawdie-runtime restart",
  ];
  const log = addLogLines({ ...firstLog, source: findSource("clawdie-runtime") }, lines);
  expect(selectLogLines(log)).toEqual(lines.slice(0, 2));
  expect(selectLogLines({ ...log, source: 0, filter: "RESTART sudo" })).toEqual(lines.slice(3));
});

test("a log keeps its newest lines", () => {
  const lines = Array.from({ length: keptLines + 10 }, (_, at) => String(at));
  expect(addLogLines(firstLog, lines).lines).toHaveLength(keptLines);
  expect(addLogLines(firstLog, lines).lines.at(-1)).toBe(String(keptLines + 9));
});

test.each([200, 80, 60, 40])(
  "the tabs fit into %i columns, and the shown one is named in full",
  (columns) => {
    for (const { id, title } of screens) {
      const text = buildTabs(id, columns)
        .map((tab) => tab.text)
        .join(" ");
      expect(text.length).toBeLessThanOrEqual(columns);
      expect(text).toContain(title);
    }
  },
);

test("a status of an older or newer box is understood as far as it goes", () => {
  const { datasets, databases, ...older } = buildFullStatus();
  expect(parseStatus(JSON.stringify(older))).toMatchObject({ datasets: null, databases: null });
  expect(parseStatus(JSON.stringify({ ...older, more: 1 }))?.state).toBe("ok");
  expect(parseStatus("bash: clawdie: command not found")).toBeNull();
});
