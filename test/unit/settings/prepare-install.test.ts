import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { SeedFile } from "../../../setup/config/read-seed-file.ts";
import type { Facts } from "../../../setup/facts/facts.ts";
import { buildIssue } from "../../../setup/issues/build-issue.ts";
import { prepareInstall } from "../../../setup/settings/prepare-install.ts";
import { readProfiles } from "../../../setup/settings/read-profiles.ts";
import { buildDisk, buildUnfinishedDisk, buildWindowsDisk } from "../../build-disk.ts";
import { buildFacts } from "../../build-facts.ts";
import { canaries } from "../../build-settings.ts";
import { buildSetupText } from "../../build-setup-text.ts";

const plainPassword = "canary-login-phrase-4";

/** The only thing the host may do here: hash what comes in by standard input. */
const host = {
  run: async (command: string, args: readonly string[]) => {
    expect([command, ...args]).toEqual(["openssl", "passwd", "-6", "-stdin"]);
    return { exitCode: 0, stdout: `${canaries.loginPasswordHash}\n`, stderr: "" };
  },
};

function seed(text: string): SeedFile {
  return { path: "/seed/setup.txt", bytes: new TextEncoder().encode(text), issues: [] };
}

async function prepare(file: SeedFile, facts: Partial<Facts> = { disks: [buildDisk()] }) {
  return prepareInstall(file, buildFacts(facts), await readProfiles(), host);
}

test("a good file on a good machine gives settings, disk and the hash of the file", async () => {
  const text = buildSetupText({ CLAWDIE_USER_PASSWORD: plainPassword });
  const { accepted, issues, disks } = await prepare(seed(text));
  expect(issues.map(({ code }) => code)).toEqual(["password.plain"]);
  expect(disks).toBeNull();
  expect(accepted).toMatchObject({
    disk: { path: "/dev/sda", serial: "S1" },
    consent: { basis: "empty", serial: "S1", contentHash: buildDisk().contentHash },
    seedHash: createHash("sha256").update(text).digest("hex"),
  });
  expect(accepted?.settings.login.passwordHash?.reveal()).toBe(canaries.loginPasswordHash);
  expect(JSON.stringify({ accepted, issues })).not.toContain(plainPassword);
});

test("file, memory and disk are judged together, and all problems are told at once", async () => {
  const text = buildSetupText({ TELEGRAM_ADMIN_ID: null, TIMEZONE: "Ljubljana" });
  const disks = [buildDisk({ nonZero: true })];
  const wish = await prepare(seed(text), { disks, memoryBytes: 2 ** 29 });
  expect(wish.accepted).toBeNull();
  expect(wish.issues.map(({ code }) => code).toSorted()).toEqual([
    "disk.holds-data",
    "machine.too-little-memory",
    "timezone.unknown",
    "value.missing",
  ]);
  expect(wish.disks).toMatchObject(disks);
});

test.each([
  ["adopt", "adopt.none"],
  ["stop", "install.stop-asked"],
  ["fresh", null],
])("INSTALL_MODE=%s on an empty disk", async (mode, refusal) => {
  const { accepted, issues } = await prepare(seed(buildSetupText({ INSTALL_MODE: mode })));
  expect(issues.find(({ severity }) => severity === "error")?.code ?? null).toBe(refusal);
  expect(accepted === null).toBe(refusal !== null);
});

test("an unfinished installation is passed on as such", async () => {
  const { accepted } = await prepare(seed(buildSetupText()), { disks: [buildUnfinishedDisk()] });
  expect(accepted?.consent?.basis).toBe("unfinished");
});

test("INSTALL_DISK of the file reaches the choice", async () => {
  const disks = [buildDisk(), buildDisk({ path: "/dev/sdb", serial: "S2", sizeBytes: 240e9 })];
  const wanted = seed(buildSetupText({ INSTALL_DISK: ">=200GB" }));
  expect((await prepare(wanted, { disks })).accepted?.disk.path).toBe("/dev/sdb");
  expect((await prepare(seed(buildSetupText()), { disks })).accepted).toBeNull();
});

test("INSTALL_DISK narrows the choice although another line is wrong: no second, misleading problem", async () => {
  const disks = [buildDisk(), buildDisk({ path: "/dev/sdb", serial: "S2" })];
  const text = buildSetupText({ INSTALL_DISK: "S2", TIMEZONE: "Ljubljana" });
  const { accepted, issues } = await prepare(seed(text), { disks });
  expect(accepted).toBeNull();
  expect(issues.map(({ code }) => code)).toEqual(["timezone.unknown"]);
});

test("a disk with data is refused with its code, and that code in setup.txt is the consent", async () => {
  const disks = [buildWindowsDisk()];
  const refused = await prepare(seed(buildSetupText()), { disks });
  const code = refused.disks?.[0]?.eraseCode ?? "";
  const [issue] = refused.issues.filter(({ severity }) => severity === "error");
  expect(issue?.code).toBe("disk.holds-data");
  expect(issue?.hint).toContain(`ERASE_DISK=${code}`);
  const { accepted } = await prepare(seed(buildSetupText({ ERASE_DISK: code })), { disks });
  expect(accepted?.consent).toMatchObject({ basis: "erase-code", code, serial: "S1" });
});

test("a code that was not printed for this disk erases nothing", async () => {
  const disks = [buildWindowsDisk()];
  const { accepted, issues } = await prepare(seed(buildSetupText({ ERASE_DISK: "K7QX-2M9W" })), { disks });
  expect(accepted).toBeNull();
  expect(issues.some(({ code }) => code.startsWith("disk.erase-code-"))).toBe(true);
});

const noMemory: Partial<Facts> = { disks: [buildDisk()], memoryBytes: 0 };
const unread: SeedFile = { path: null, bytes: null, issues: [buildIssue("file.not-found")] };
const halfRead: SeedFile = { ...seed(buildSetupText()), issues: [buildIssue("file.not-found")] };

test.each<readonly [string, SeedFile, Partial<Facts> | undefined]>([
  ["a wrong line", seed(buildSetupText({ TIMEZONE: "Ljubljana" })), undefined],
  ["a missing key", seed(buildSetupText({ OPENROUTER_API_KEY: null })), undefined],
  ["an empty file", seed(""), undefined],
  ["no file", unread, undefined],
  ["an error of the stick", halfRead, undefined],
  ["no disk", seed(buildSetupText()), { disks: [] }],
  ["little memory", seed(buildSetupText()), noMemory],
])("with %s nothing is accepted, and the reason is an error", async (_, file, facts) => {
  const { accepted, issues } = await prepare(file, facts);
  expect(accepted).toBeNull();
  expect(issues.some(({ severity }) => severity === "error")).toBe(true);
});
