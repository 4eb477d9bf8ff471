import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runProfile } from "../../../setup/commands/profile.ts";
import { buildProfileLock } from "../../../setup/settings/profile-lock.ts";
import { buildSettings } from "../../build-settings.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clawdie-profile-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function profile(...argv: string[]) {
  let stdout = "";
  const stdoutWriter = (text: string) => {
    stdout += text;
  };
  const io = { stdout: stdoutWriter, stderr: () => undefined, color: false, env: {} };
  return { exitCode: await runProfile(argv, io, join(folder, "lock.json")), stdout };
}

test("all profiles are shown with their models", async () => {
  const { exitCode, stdout } = await profile();
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^balanced\n {2}chat {8}\S+\/\S+\n/);
  expect(stdout).not.toContain("this box");
});

test("on a box its own record comes first, with what was chosen by hand", async () => {
  writeFileSync(join(folder, "lock.json"), buildProfileLock(buildSettings({ overriddenModels: ["chat"] })));
  const { stdout } = await profile();
  expect(stdout).toMatch(/^this box \(balanced\)\n {2}chat {8}example\/chat-model {2}\(chosen by hand\)\n/);
  expect(JSON.parse((await profile("--json")).stdout).box.overridden).toEqual(["chat"]);
});

test("a record that is not ours is left out", async () => {
  writeFileSync(join(folder, "lock.json"), "{}");
  expect(JSON.parse((await profile("--json")).stdout).box).toBeNull();
});

test("wrong arguments end with 64", async () => {
  expect((await profile("--nonsense")).exitCode).toBe(64);
});
