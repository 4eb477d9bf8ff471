import { cleanup } from "ink-testing-library";
import { afterEach, expect, test } from "vitest";
import { buildKeyBar, findCommand, keyBindings } from "../../../admin-tui/admin-keys.ts";
import { screens, stepScreen } from "../../../admin-tui/screens.ts";
import { press } from "../press.ts";
import { buildFakeBox, logLines } from "./build-fake-box.ts";
import { buildFullStatus } from "./build-full-status.ts";
import { showAdmin } from "./show-admin.tsx";

afterEach(cleanup);

test("no key means two things on one screen, and none hides a screen's number", () => {
  for (const { id } of screens) {
    const keys = keyBindings
      .filter(({ screen }) => screen === id || screen === null)
      .flatMap(({ keys }) => keys);
    expect(keys).toEqual([...new Set(keys)]);
    expect(keys.filter((key) => /^\d$/.test(key))).toEqual([]);
    expect(buildKeyBar(id).length).toBeLessThanOrEqual(80);
  }
});

test("a key of another screen means nothing", () => {
  expect(findCommand("B", "snapshots")).toBe("rollback");
  expect(findCommand("B", "overview")).toBeNull();
  expect(findCommand("0", "overview")).toEqual({ show: "journal" });
});

test("Tab and arrows go round the screens", async () => {
  expect(stepScreen("journal", 1)).toBe("overview");
  const app = await showAdmin();
  await app.type(press.tab, press.right);
  await app.see("[3 Storage]");
  await app.type(press.left, press.left, press.left);
  await app.see("[0 Journal]");
});

test("keys typed so fast that they arrive at once are worked off one after another", async () => {
  const app = await showAdmin();
  await app.see("Clawdie is ready");
  await app.type("2jR");
  await app.see("Restart clawdie-runtime");
});

test("pasted letters are no commands", async () => {
  const app = await showAdmin({ screen: "services" });
  await app.see("clawdie-runtime");
  await app.type("\u001b[200~xyR\u001b[201~");
  expect(app.admin.state().dialog).toBeNull();
});

test("the choice stays on its service when others come before it", async () => {
  const app = await showAdmin({ screen: "services" });
  await app.see("clawdie-runtime");
  await app.type("j");
  await app.see("> + clawdie-runtime");
  const status = buildFullStatus();
  const late = { name: "another", state: "failed" as const, since: null, starts: null };
  app.tellStatus(buildFullStatus({ services: [late, ...status.services] }));
  await app.see("another");
  expect(app.text()).toContain("> + clawdie-runtime");
});

test("l shows what the chosen service logged", async () => {
  const app = await showAdmin({ screen: "services" });
  await app.see("clawdie-runtime");
  await app.type("j", "l");
  await app.see("gateway ready");
  expect(app.text()).toContain("Log clawdie-runtime: /var/log/messages");
  expect(app.text()).not.toContain("could not write");
});

test("a filter shows only lines with its words, and Esc shows all again", async () => {
  const app = await showAdmin({ screen: "logs" });
  await app.see("could not write");
  await app.type("/", "WRITE post");
  await app.see("gateway ready", false);
  await app.type(press.enter);
  await app.see('only "WRITE post"');
  await app.type(press.escape);
  await app.see("gateway ready");
});

test("reading back holds the log still, its end follows it again", async () => {
  const app = await showAdmin({ screen: "logs", size: { columns: 80, rows: 12 } });
  await app.see("answered");
  for (let at = 0; at < 30; at += 1) app.tellLog(`Nov 21 10:01:00 clawdie user.info x: line ${at} of many`);
  await app.see("line 29 of many");
  await app.type(press.pageUp);
  await app.see("HELD STILL");
  app.tellLog("Nov 21 10:02:00 clawdie user.info x: a late one");
  await app.type("r");
  expect(app.text()).not.toContain("a late one");
  await app.type(press.end);
  await app.see("a late one");
});

test("a log whose connection was cut says so for all that is in its file, and comes back", async () => {
  const app = await showAdmin({ screen: "logs" });
  await app.see("answered");
  app.tellLog("Nov 21 10:00:04 clawdie user.info x: the last before the cut");
  app.cutLog(new Error("SSH was cut while following"));
  await app.see("Could not be read: SSH was cut while following");
  await app.type("p");
  expect(app.text()).toContain("Log chronyd: /var/log/messages");
  expect(app.text()).toContain("Could not be read: SSH was cut while following");
  await app.type("n");
  app.retry.pop()?.();
  await app.see("answered");
  expect(app.admin.state().log.lines).toEqual(logLines);
});

test("escape sequences and secrets of a log are not shown", async () => {
  const app = await showAdmin({ screen: "logs" });
  await app.see("answered");
  app.tellLog(
    "x: \u001b[2J\u001b]0;title\u0007red \u001b[31mhere\u001b[0m sk-or-v1-0123456789abcdef0123456789abcdef",
  );
  await app.see("red here [secret]");
  for (const frame of app.frames) expect(frame).not.toContain("0123456789abcdef");
});

test("a runtime that dies is seen with the next line of the status", async () => {
  const app = await showAdmin();
  await app.see("Clawdie is ready");
  app.tellStatus(buildFullStatus({ runtime: { readiness: "down", reasons: [] } }));
  await app.see("not usable");
});

test("a status that comes no more is called old, and is watched again", async () => {
  const app = await showAdmin();
  await app.see("Clawdie is ready");
  app.clock.now += 20_000;
  app.endWatch(1);
  await app.see("no answer for 20 s");
  await app.see("Could not be read: clawdie status ended with exit code 1");
  app.retry.shift()?.();
  await app.see("no answer", false);
  expect(app.commands.filter((line) => line.includes("--every"))).toHaveLength(2);
});

test("a box whose clawdie cannot go on is asked again and again", async () => {
  const fake = buildFakeBox({ "clawdie status --json --every 5": { code: 64 } });
  const app = await showAdmin({ fake });
  await app.see("Clawdie is ready");
  app.retry.shift()?.();
  await expect.poll(() => app.retry.length).toBe(1);
  expect(fake.commands.filter((line) => line === "clawdie status --json")).toHaveLength(2);
});

test("what this account may not do is said where it is missing", async () => {
  const refused = { lines: ["sudo: a password is required"], code: 1 };
  const app = await showAdmin({ fake: buildFakeBox({ "clawdie settings": refused }), screen: "settings" });
  await app.see("Could not be read: sudo: a password is required");
});

test("q ends it, and everything that ran for the screen", async () => {
  const app = await showAdmin({ screen: "logs" });
  await app.see("answered");
  await app.type("q");
  await app.admin.ended;
  expect(app.stopped).toEqual(["clawdie status --json --every 5", "tail -n 2000 -F -- /var/log/messages"]);
});

test("Ctrl-L asks for the screen to be drawn again", async () => {
  const app = await showAdmin();
  await app.type(press.redraw);
  expect(app.redraw).toHaveBeenCalledOnce();
});
