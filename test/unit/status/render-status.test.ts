import { expect, test } from "vitest";
import { formatBytes, formatDuration, wrapText } from "../../../setup/status/format-figures.ts";
import { renderStatus } from "../../../setup/status/render-status.ts";
import { buildHandoffRecord, buildStatus } from "../../build-status.ts";

const bad = buildStatus({
  handoff: buildHandoffRecord(
    { state: "waiting", greetedAt: null },
    "telegram.not-started",
    "greeting.not-checked",
  ),
  notReadable: ["install log"],
});

test("a box that is well fits one screen of 80 by 24", () => {
  const text = renderStatus(buildStatus(), false);
  expect(text).toMatchInlineSnapshot(`
    "OK: Clawdie is ready and answers on Telegram

      Chat      @clawdie_box_bot, greeted 2026-11-21 10:04 UTC
      Answers   asked 2026-11-21 13:01 UTC, answered 2026-11-21 13:01 UTC
      Model     example/chat-model (profile balanced), fallback
                example/fallback-model, compaction example/compaction-model
      Box       clawdie, Clawdie 0.1.0, up 3 h 12 min
      Address   192.168.1.20, 2001:db8::20
      Disk      zroot ONLINE, 12 % of 58 GiB used
      Memory    1.2 GiB of 3.8 GiB used, file cache 410 MiB
      Runtime   ready
      Database  ready
      Services  clawdie-firstboot started, clawdie-runtime started 3 h 9 min,
                clawdie-controlplane started 3 h 9 min (2 restarts), postgresql
                started
      Checked   2026-11-21 10:04 UTC: network, clock, telegram, model, models,
                runtime, greeting ok
      Upkeep    no maintenance yet
      Snapshots none of the database
      Health    clawdie-runtime ok, clawdie-controlplane ok, postgresql ok
      Dashboard https://clawdie.local:8443 https://192.168.1.20:8443; certificate
                SHA-256 A0:A1:A2:A3:A4:A5:A6:A7:A8:A9:AA:AB:AC:AD:AE:AF:
                B0:B1:B2:B3:B4:B5:B6:B7:B8:B9:BA:BB:BC:BD:BE:BF
    "
  `);
  expect(text.split("\n").length).toBeLessThanOrEqual(24);
});

test("what is wrong is named with its cure", () => {
  expect(renderStatus(bad, false)).toMatchInlineSnapshot(`
    "FAILED: Clawdie cannot be used right now

      Chat      @clawdie_box_bot, owner not greeted yet
      Answers   asked 2026-11-21 13:01 UTC, answered 2026-11-21 13:01 UTC
      Model     example/chat-model (profile balanced), fallback
                example/fallback-model, compaction example/compaction-model
      Box       clawdie, Clawdie 0.1.0, up 3 h 12 min
      Address   192.168.1.20, 2001:db8::20
      Disk      zroot ONLINE, 12 % of 58 GiB used
      Memory    1.2 GiB of 3.8 GiB used, file cache 410 MiB
      Runtime   ready
      Database  ready
      Services  clawdie-firstboot started, clawdie-runtime started 3 h 9 min,
                clawdie-controlplane started 3 h 9 min (2 restarts), postgresql
                started
      Checked   2026-11-21 10:04 UTC: network, clock, model, models, runtime ok;
                telegram failed; greeting not checked
      Upkeep    no maintenance yet
      Snapshots none of the database
      Health    clawdie-runtime ok, clawdie-controlplane ok, postgresql ok
      Dashboard https://clawdie.local:8443 https://192.168.1.20:8443; certificate
                SHA-256 A0:A1:A2:A3:A4:A5:A6:A7:A8:A9:AA:AB:AC:AD:AE:AF:
                B0:B1:B2:B3:B4:B5:B6:B7:B8:B9:BA:BB:BC:BD:BE:BF

      FAILED   You have not pressed Start in the chat with your bot @clawdie_box_bot
               yet, so it may not write to you.
               Open https://t.me/clawdie_box_bot on your phone and press Start. If
               you did, check TELEGRAM_ADMIN_ID: @userinfobot on Telegram tells you
               your number.

      Not readable by this account: install log
    "
  `);
});

test("no line is longer than 80 columns", () => {
  for (const line of renderStatus(bad, false).split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});

test("colors are used only when they are wanted", () => {
  expect(renderStatus(bad, false)).not.toContain("\u001b[");
  expect(renderStatus(bad, true)).toContain("\u001b[31m");
});

test.each([
  [45, "45 s"],
  [720, "12 min"],
  [11_100, "3 h 5 min"],
  [187_200, "2 d 4 h"],
])("%i seconds are %s", (seconds, wanted) => {
  expect(formatDuration(seconds)).toBe(wanted);
});

test.each([
  [512 * 1024 ** 2, "512 MiB"],
  [3.8 * 1024 ** 3, "3.8 GiB"],
  [476.4 * 1024 ** 3, "476 GiB"],
])("%i bytes are %s", (bytes, wanted) => {
  expect(formatBytes(bytes)).toBe(wanted);
});

test("a word longer than the line stays whole", () => {
  expect(wrapText("see https://example.com/a/long/link now", 12)).toEqual([
    "see",
    "https://example.com/a/long/link",
    "now",
  ]);
});

test("a model that was moved is named beside the models", () => {
  const text = renderStatus(buildStatus({ handoff: buildHandoffRecord({}, "models.moved") }), false);
  expect(text.replace(/\s+/g, " ")).toContain("chat c/d instead of a/b");
});
