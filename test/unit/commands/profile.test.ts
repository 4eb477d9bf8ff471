import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { findFreePort } from "../../../iso/vm/find-free-port.ts";
import { type ProfileReport, runProfile } from "../../../setup/commands/profile.ts";
import { buildProfileLock } from "../../../setup/settings/profile-lock.ts";
import { readProfiles } from "../../../setup/settings/read-profiles.ts";
import { renderSetupEnv } from "../../../setup/settings/setup-env.ts";
import { buildSettings, canaries } from "../../build-settings.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { startOpenRouter } from "../../stand-ins/openrouter/start-openrouter.ts";

const { balanced } = await readProfiles();
const [first = "", second = ""] = balanced.chat;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clawdie-profile-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function profile(...argv: string[]) {
  let stdout = "";
  const write = (text: string) => {
    stdout += text;
  };
  const io = { stdout: write, stderr: write, cwd: () => "/", color: false, env: {} };
  const box = { lock: join(folder, "lock.json"), settings: join(folder, "setup.env") };
  const exitCode = await runProfile(argv, io, box);
  expect(stdout).not.toContain(canaries.openRouterKey);
  return { exitCode, stdout };
}

async function readReport(...argv: string[]): Promise<ProfileReport> {
  return JSON.parse((await profile(...argv, "--json")).stdout);
}

/** A service that serves all models of the profiles but these; with the key of the canaries, or to anybody. */
async function startService(missing: string[], hidden: string[] = []): Promise<string> {
  const all = Object.values(await readProfiles()).flatMap((roles) => Object.values(roles).flat());
  const models = [...new Set(all)].filter((id) => !missing.includes(id));
  const service = await startOpenRouter({ apiKey: canaries.openRouterKey, models, hidden });
  onTestFinished(() => service.close());
  return service.baseUrl;
}

function saveSetup(changes: Readonly<Record<string, string>>): string {
  const path = join(folder, "setup.txt");
  writeFileSync(path, buildSetupText(changes));
  return path;
}

test("all profiles are shown with their models; nobody was asked, and that is said", async () => {
  const { exitCode, stdout } = await profile();
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^balanced\n {2}chat {8}\S+\/\S+ +first candidate\n/);
  expect(stdout).toContain("Not checked");
  expect(stdout).not.toContain("this box");
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  const { served, today } = await readReport();
  expect(served).toBeNull();
  expect(today.balanced.chat.candidates[0]).toEqual({ model: first, served: null });
});

test("on a box its own record comes first, with the reason for each model", async () => {
  const settings = buildSettings({
    overriddenModels: ["chat"],
    modelMoves: [{ role: "fallback", from: "example/gone", at: "2026-11-21T10:00:00.000Z" }],
  });
  writeFileSync(join(folder, "lock.json"), buildProfileLock(settings));
  const { stdout } = await profile();
  expect(stdout).toMatch(
    /^this box \(balanced\)\n {2}chat {8}example\/chat-model +CHAT_MODEL in setup.txt\n/,
  );
  expect(stdout).toContain("in place of example/gone since 2026-11-21");
  expect((await readReport()).box?.overridden).toEqual(["chat"]);
});

test("against the list for the key of a file, a model that is not served gives way to the next", async () => {
  const baseUrl = await startService([], [first]);
  const path = saveSetup({ OPENROUTER_BASE_URL: baseUrl, FALLBACK_MODEL: "own/choice" });
  const report = await readReport("--online", "--setup", path);
  expect(report.served).toEqual({ source: "key", message: "", baseUrl, known: true });
  expect(report.today.balanced.chat).toEqual({
    model: second,
    why: `${first} is not served`,
    candidates: [
      { model: first, served: false },
      { model: second, served: true },
    ],
  });
  expect(report.file?.fallback).toMatchObject({ model: "own/choice", why: "FALLBACK_MODEL, not served" });
  const { stdout } = await profile("--online", "--setup", path);
  expect(stdout).toContain(`${second} `);
  expect(stdout).toContain("for this key");
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

test("a box asks with its own key without being told", async () => {
  const openRouter = { ...buildSettings().openRouter, baseUrl: await startService([], [first]) };
  writeFileSync(join(folder, "setup.env"), renderSetupEnv(buildSettings({ openRouter })).reveal());
  const report = await readReport();
  expect(report.served).toMatchObject({ source: "key", known: true });
  expect(report.today.balanced.chat.model).toBe(second);
});

test("a role without any served candidate gets no model", async () => {
  const baseUrl = await startService(balanced.chat);
  const report = await readReport("--online", "--setup", saveSetup({ OPENROUTER_BASE_URL: baseUrl }));
  expect(report.today.balanced.chat).toMatchObject({ model: null, why: "no candidate is served" });
});

test("a service that cannot be reached leaves all unchecked, and the reason is told", async () => {
  const root = `http://127.0.0.1:${await findFreePort()}/v1`;
  const { exitCode, stdout } = await profile("--online", "--setup", saveSetup({ OPENROUTER_BASE_URL: root }));
  expect(exitCode).toBe(0);
  expect(stdout).toContain("Not checked");
  expect(stdout).toContain("the connection was refused");
});

test("a record that is not ours is left out", async () => {
  writeFileSync(join(folder, "lock.json"), "{}");
  expect((await readReport()).box).toBeNull();
});

test("a file that is not usable ends with 2, wrong arguments with 64, help with 0", async () => {
  expect((await profile("--setup", saveSetup({ TELEGRAM_ADMIN_ID: "me" }))).exitCode).toBe(2);
  expect((await profile("--nonsense")).exitCode).toBe(64);
  expect((await profile("--help")).stdout).toContain("Usage: clawdie profile");
});
