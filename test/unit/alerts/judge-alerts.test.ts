import { expect, test } from "vitest";
import type { CauseView } from "../../../setup/alerts/alert-cause.ts";
import { repeat } from "../../../setup/alerts/alert-cause.ts";
import { type AlertRecord, emptyAlertRecord } from "../../../setup/alerts/alert-record.ts";
import { judgeAlerts, recordTold } from "../../../setup/alerts/judge-alerts.ts";
import type { Moment } from "../../../setup/alerts/moment.ts";

const start = Date.parse("2026-11-21T10:00:00.000Z");

/** A box whose looks are one line each; what Telegram takes is recorded as on the box. */
function startBox() {
  let [boot, uptime, wall] = ["boot-1", 0, start];
  const now = (): Moment => ({ at: new Date(wall).toISOString(), boot, uptime });
  let record: AlertRecord = emptyAlertRecord(now());
  return {
    record: () => record,
    /** Seconds pass, on both clocks. */
    pass: (seconds: number) => {
      uptime += seconds;
      wall += seconds * 1000;
    },
    /** Only the wall clock moves. */
    jump: (seconds: number) => {
      wall += seconds * 1000;
    },
    restart: (seconds: number) => {
      [boot, uptime] = [`boot-${wall}`, 5];
      wall += seconds * 1000;
    },
    look: (view: Partial<CauseView>, telegramWorks = true): string[] => {
      const whole = {
        ...{ cause: "disk-full", state: "present", repeatSeconds: repeat.hourly, graceSeconds: 0 },
        ...{ message: "The disk is 85 % full.", cure: "Free space.", ...view },
      } as CauseView;
      const judged = judgeAlerts([whole], record, now());
      record = recordTold(judged.record, telegramWorks ? judged.messages : [], now());
      return judged.messages.map(({ kind }) => kind);
    },
  };
}

const present = { state: "present" } as const;
const absent = { state: "absent" } as const;
const unknown = { state: "unknown" } as const;

test("a cause is told once, then not for an hour, then again", () => {
  const box = startBox();
  expect(box.look(present)).toEqual(["begun"]);
  for (let minute = 1; minute < 60; minute += 1) {
    box.pass(60);
    expect(box.look(present)).toEqual([]);
  }
  box.pass(60);
  expect(box.look(present)).toEqual(["lasts"]);
});

test("what can wait is told again after a day only", () => {
  const box = startBox();
  const view = { ...present, repeatSeconds: repeat.daily };
  expect(box.look(view)).toEqual(["begun"]);
  box.pass(23 * 3600);
  expect(box.look(view)).toEqual([]);
  box.pass(3600);
  expect(box.look(view)).toEqual(["lasts"]);
});

test("nothing is told before the grace is over, and nothing at all when it went away before", () => {
  const box = startBox();
  const view = { ...present, graceSeconds: 120 };
  expect(box.look(view)).toEqual([]);
  box.pass(60);
  expect(box.look(view)).toEqual([]);
  expect(box.look(absent)).toEqual([]);
  box.pass(60);
  expect(box.look(view)).toEqual([]);
  box.pass(120);
  expect(box.look(view)).toEqual(["begun"]);
});

test("its end is told once, when it stayed away, and is then history", () => {
  const box = startBox();
  box.look(present);
  box.pass(600);
  expect(box.look(absent)).toEqual([]);
  box.pass(60);
  expect(box.look(absent)).toEqual([]);
  box.pass(60);
  expect(box.look(absent)).toEqual(["over"]);
  expect(box.look(absent)).toEqual([]);
  expect(box.record().active).toEqual([]);
  expect(box.record().past).toEqual([
    {
      cause: "disk-full",
      message: "The disk is 85 % full.",
      since: "2026-11-21T10:00:00.000Z",
      until: "2026-11-21T10:10:00.000Z",
    },
  ]);
});

test("what comes and goes is told once an hour at most", () => {
  const box = startBox();
  const kinds: string[] = [];
  for (let minute = 0; minute < 60; minute += 1) {
    kinds.push(...box.look(minute % 10 < 5 ? present : absent));
    box.pass(60);
  }
  expect(kinds).toEqual(["begun", "over"]);
  expect(box.look(present)).toEqual(["begun"]);
});

test("a short dip does not end it", () => {
  const box = startBox();
  box.look(present);
  box.pass(60);
  box.look(absent);
  box.pass(60);
  expect(box.look(present)).toEqual([]);
  expect(box.record().active[0]?.goneSince).toBeNull();
});

test("what cannot be asked now neither begins nor ends", () => {
  const box = startBox();
  expect(box.look(unknown)).toEqual([]);
  box.look(present);
  for (let minute = 0; minute < 30; minute += 1) {
    box.pass(60);
    expect(box.look(unknown)).toEqual([]);
  }
  expect(box.record().active).toHaveLength(1);
});

test("what Telegram did not take is said at the next look", () => {
  const box = startBox();
  expect(box.look(present, false)).toEqual(["begun"]);
  box.pass(60);
  expect(box.look(present, true)).toEqual(["begun"]);
  box.pass(60);
  expect(box.look(present)).toEqual([]);
  box.look(absent);
  box.pass(120);
  expect(box.look(absent, false)).toEqual(["over"]);
  box.pass(60);
  expect(box.look(absent)).toEqual(["over"]);
});

test("nobody hears of the end of what they never heard of", () => {
  const box = startBox();
  box.look(present, false);
  box.pass(60);
  box.look(absent);
  box.pass(120);
  expect(box.look(absent)).toEqual([]);
  expect(box.record().past).toHaveLength(1);
});

test("what expires ends without a word, and is history", () => {
  const box = startBox();
  box.look({ ...present, unanswered: true });
  expect(box.record().active[0]?.unanswered).toBe(true);
  box.pass(60);
  expect(box.look({ state: "expired" })).toEqual([]);
  box.pass(120);
  expect(box.look({ state: "expired" })).toEqual([]);
  expect(box.record()).toMatchObject({ active: [], suspected: [], past: [{ cause: "disk-full" }] });
});

test("a cause that became another one is known as that", () => {
  const box = startBox();
  box.look({ ...present, unanswered: true });
  box.look(present);
  expect(box.record().active[0]?.unanswered).toBe(false);
});

test("a restart of the box is no reason to say it again", () => {
  const box = startBox();
  box.look(present);
  box.restart(90);
  expect(box.look(unknown)).toEqual([]);
  expect(box.look(present)).toEqual([]);
  box.pass(3600);
  expect(box.look(present)).toEqual(["lasts"]);
});

test("a restart that cures it ends in the news of its end", () => {
  const box = startBox();
  box.look(present);
  box.restart(90);
  expect(box.look(absent)).toEqual([]);
  box.pass(120);
  expect(box.look(absent)).toEqual(["over"]);
});

test("what was merely suspected before a restart begins anew", () => {
  const box = startBox();
  const view = { ...present, graceSeconds: 300 };
  box.look(view);
  box.restart(3600);
  expect(box.look(view)).toEqual([]);
  box.pass(300);
  expect(box.look(view)).toEqual(["begun"]);
});

test.each([
  ["back to 1970", -56 * 31_556_952],
  ["into the year 2050", 24 * 31_556_952],
])("a clock that jumps %s while the box runs changes nothing", (_, seconds) => {
  const box = startBox();
  box.look(present);
  box.pass(60);
  box.jump(seconds);
  expect(box.look(present)).toEqual([]);
  box.pass(3480);
  expect(box.look(present)).toEqual([]);
  box.pass(60);
  expect(box.look(present)).toEqual(["lasts"]);
});

test("a clock that was years ahead before a restart mutes nothing for years", () => {
  const box = startBox();
  box.jump(10 * 31_556_952);
  box.look(present);
  box.restart(0);
  box.jump(-10 * 31_556_952);
  expect(box.look(present)).toEqual([]);
  box.pass(3600);
  expect(box.look(present)).toEqual(["lasts"]);
});

test("ten of the past are kept, the newest first", () => {
  const box = startBox();
  for (let round = 0; round < 12; round += 1) {
    box.look({ ...present, message: `number ${round}` });
    box.look(absent);
    box.pass(3600);
    box.look(absent);
  }
  expect(box.record().past.map(({ message }) => message)).toEqual(
    [11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((round) => `number ${round}`),
  );
});
