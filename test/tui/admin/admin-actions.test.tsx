import { cleanup } from "ink-testing-library";
import { afterEach, expect, test } from "vitest";
import { buildCommand, showCommand } from "../../../admin-tui/admin-action.ts";
import { describeExit } from "../../../admin-tui/describe-exit.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { matchesDashboardHash } from "../../../setup/settings/hash-password.ts";
import { press } from "../press.ts";
import { buildFakeBox } from "./build-fake-box.ts";
import { showAdmin } from "./show-admin.tsx";

afterEach(cleanup);

test("nothing is done before it is confirmed", async () => {
  const app = await showAdmin({ screen: "services" });
  await app.see("clawdie-runtime");
  await app.type("j", "R");
  await app.see("sudo rc-service clawdie-runtime restart");
  await app.type("x", press.enter, "n");
  expect(app.commands.join("\n")).not.toContain("rc-service");
});

test("an action shows its command, its output and how it ended, then looks again", async () => {
  const restart = { lines: [" * Stopping clawdie-runtime ...\u001b[32m [ ok ]\u001b[0m"] };
  const fake = buildFakeBox({ "rc-service clawdie-runtime restart": restart });
  const app = await showAdmin({ fake, screen: "services" });
  await app.see("clawdie-runtime");
  await app.type("j", "R", "y");
  const frame = await app.see("Done (exit code 0).");
  expect(frame).toContain("$ sudo rc-service clawdie-runtime restart");
  expect(frame).toContain(" * Stopping clawdie-runtime ... [ ok ]");
  await app.type(press.enter);
  await app.see("SERVICE");
  expect(fake.commands.at(-1)).toBe("clawdie status --json");
});

test("what interrupts needs a word", async () => {
  const app = await showAdmin({ screen: "maintenance" });
  await app.see("maintenance reboot 2026");
  await app.type(press.end, press.enter);
  await app.see("type yes");
  await app.type("y", press.enter);
  await app.see("type yes", false);
  expect(app.commands.join("\n")).not.toContain("maintenance-reboot");
});

test("an exit code is told in the words of its command, and long output scrolls", async () => {
  const lines = Array.from({ length: 40 }, (_, at) => `  ok      step ${at}`);
  const fake = buildFakeBox({ "clawdie maintenance-reboot": { lines, code: 12 } });
  const app = await showAdmin({ fake, screen: "maintenance" });
  await app.see("maintenance reboot 2026");
  await app.type(press.end, press.enter, "yes", press.enter);
  await app.see("Not done: the database did not shut down cleanly (exit code 12).");
  expect(await app.type(press.home)).toContain("step 0\n");
  expect(await app.type(press.end)).toContain("exit code 12");
});

test("a box that goes away during an action is no failure of the action", async () => {
  const fake = buildFakeBox({ "clawdie maintenance-reboot": new Error("the connection ended") });
  const app = await showAdmin({ fake, screen: "maintenance" });
  await app.see("maintenance reboot 2026");
  await app.type(press.end, press.enter, "yes", press.enter);
  await app.see("The box cannot be reached any more: the connection ended");
});

test("x stops what runs; the screen stays until it has ended", async () => {
  const fake = buildFakeBox({ "clawdie audit --all": { lines: ["Looking ..."], code: -1 } });
  const app = await showAdmin({ fake, screen: "maintenance" });
  await app.see("maintenance reboot 2026");
  await app.type("j", "j", press.enter, "y");
  await app.see("Running ...");
  await app.type(press.escape);
  expect(app.text()).toContain("Running ...");
  await app.type("x");
  await app.see("it was ended (exit code 143)");
});

test("a snapshot that is not complete cannot be chosen for a rollback", async () => {
  const app = await showAdmin({ screen: "snapshots" });
  await app.see("SNAPSHOT");
  await app.type("B");
  await app.see("mine does not hold data and log of the same moment.");
  await app.type("j");
  await app.type("j", "B");
  await app.see("--discard-newer");
  expect(app.text()).toContain("removed: manual-20261115T100000Z, mine.");
});

test("the operator is made with the hash of a password that is never shown nor sent", async () => {
  const password = "correct horse battery";
  const app = await showAdmin({ screen: "operator" });
  await app.see("ana@example.org");
  await app.type("n", "ana", press.enter);
  await app.see("That is no email address.");
  await app.type("@example.org", press.enter);
  await app.see("Password:");
  await app.type("short", press.enter);
  await app.see("12 characters", true);
  await app.type(press.clear, password, press.enter);
  await app.see("The same again:");
  await app.type(`${password}!`, press.enter);
  await app.see("The two differ.");
  await app.type(press.clear, password, press.enter);
  await app.see("sudo set-operator --hash-from-stdin ana@example.org");
  await app.type("y");
  await app.see("Done (exit code 0).");
  const input = app.inputs.find((text) => text !== undefined) ?? "";
  expect(await matchesDashboardHash(new Secret(password), new Secret(input.trim()))).toBe(true);
  for (const frame of app.frames) expect(frame).not.toContain("horse");
  expect(app.commands.join("\n")).not.toContain("horse");
});

test("Ctrl-T shows a password while it is typed, and only there", async () => {
  const app = await showAdmin({ screen: "operator" });
  await app.type("p", "ana@example.org", press.enter);
  await app.see("Password:");
  await app.type("visible now");
  expect(app.text()).not.toContain("visible");
  await app.type(press.show);
  await app.see("visible now");
});

test("a file is given by its whole path", async () => {
  const app = await showAdmin({ screen: "settings" });
  await app.type("f", "setup.txt", press.enter);
  await app.see("beginning with /");
  await app.type(press.clear, "/home/clawdie/it's new.txt", press.enter);
  await app.see("sudo clawdie apply --setup '/home/clawdie/it'\\''s new.txt'");
});

test("commands are shown as they would be typed, and run without asking for a password", () => {
  expect(showCommand({ argv: ["a", "b c"], root: true })).toBe("sudo a 'b c'");
  expect(buildCommand(["a", "b c"], true)).toEqual(["sudo", "-n", "a", "b c"]);
  expect(buildCommand(["a"], false)).toEqual(["a"]);
});

test.each([
  [0, {}, "Done (exit code 0)."],
  [77, {}, "Not done: only root may do this (exit code 77)."],
  [1, { 1: "there are failures" }, "Not done: there are failures (exit code 1)."],
  [99, {}, "Not done: it failed, see above (exit code 99)."],
])("exit code %i in words", (code, own, text) => {
  expect(describeExit(code, own).text).toBe(text);
});
