import { expect, test } from "vitest";
import { nameAdoption } from "../../../setup/adopt/name-adoption.ts";
import { hashSeed } from "../../../setup/config/hash-seed.ts";
import { buildWipedValue } from "../../../setup/config/wiped-value.ts";
import type { Disk } from "../../../setup/facts/facts.ts";
import { SetupError } from "../../../setup/issues/exceptions.ts";
import { prepareInstall } from "../../../setup/settings/prepare-install.ts";
import { readProfiles } from "../../../setup/settings/read-profiles.ts";
import { seeDisks } from "../../../setup/settings/see-disks.ts";
import type { Settings } from "../../../setup/settings/settings.ts";
import { programVersion } from "../../../setup/status/program-version.ts";
import { buildDisk, buildInstallation, buildInstalledDisk } from "../../build-disk.ts";
import { buildFacts } from "../../build-facts.ts";
import { buildSettings, canaries } from "../../build-settings.ts";
import { buildSetupText } from "../../build-setup-text.ts";

const host = {
  run: async () => {
    throw new Error("nothing to hash here");
  },
};
const installed = buildInstalledDisk();

async function prepare(
  text: string,
  disks: readonly Disk[] = [installed],
  readKept: () => Promise<Settings> = async () => buildSettings(),
) {
  const file = { path: "/seed/setup.txt", bytes: new TextEncoder().encode(text), issues: [] };
  return prepareInstall(file, buildFacts({ disks: [...disks] }), await readProfiles(), host, readKept);
}

const errorsOf = ({ issues }: Awaited<ReturnType<typeof prepare>>) =>
  issues.filter(({ severity }) => severity === "error").map(({ code }) => code);

test("INSTALL_MODE=adopt alone is a whole file: the rest is the box's", async () => {
  const wish = await prepare("INSTALL_MODE=adopt\n");
  expect(wish.issues).toEqual([]);
  expect(wish.accepted).toMatchObject({ mode: "adopt", consent: null, disk: { serial: "S1" } });
  expect(wish.accepted?.settings.hostname).toBe("clawdie");
  expect(wish.accepted?.installation).toEqual(installed.installation);
});

test("host name and profile of the file replace the box's", async () => {
  const { accepted } = await prepare("INSTALL_MODE=adopt\nHOSTNAME=clawdie-new\nPROFILE=economy\n");
  expect(accepted?.settings).toMatchObject({ hostname: "clawdie-new", profile: "economy" });
});

test.each([
  ["another bot", "TELEGRAM_BOT_TOKEN=7000000999:AAAnotherBotsTokenForTestsOnly00000\n"],
  ["another owner", "TELEGRAM_ADMIN_ID=111222333\n"],
])("%s needs permission", async (_, line) => {
  expect(errorsOf(await prepare(`INSTALL_MODE=adopt\n${line}`))).toEqual(["adopt.identity"]);
  expect(errorsOf(await prepare(`INSTALL_MODE=adopt\n${line}ALLOW_IDENTITY_CHANGE=no\n`))).toEqual([
    "adopt.identity",
  ]);
  const { accepted } = await prepare(`INSTALL_MODE=adopt\n${line}ALLOW_IDENTITY_CHANGE=yes\n`);
  expect(accepted?.mode).toBe("adopt");
});

test("the four lines of the first installation, with INSTALL_MODE=adopt, are no change of identity", async () => {
  expect(errorsOf(await prepare(buildSetupText({ INSTALL_MODE: "adopt" })))).toEqual([]);
});

test.each<readonly [string, readonly Disk[], string]>([
  ["one", [installed], "install.found"],
  ["one beside an empty disk", [installed, buildDisk({ path: "/dev/sdb", serial: "S2" })], "install.found"],
  [
    "a damaged one",
    [buildInstalledDisk({ installation: { state: "unclear", reason: "its boot menu is missing" } })],
    "install.found",
  ],
  ["two", [installed, buildInstalledDisk({ path: "/dev/sdb", serial: "S2" })], "install.found-several"],
])(
  "where %s is installed, the stick that stayed in installs nothing and says what can be done",
  async (_, disks, code) => {
    for (const mode of [null, "stop"]) {
      const wish = await prepare(buildSetupText({ INSTALL_MODE: mode }), disks);
      expect(wish.accepted).toBeNull();
      expect(errorsOf(wish)).toEqual([code]);
      expect(wish.disks).toHaveLength(disks.length);
    }
  },
);

test("even the right erase code needs INSTALL_MODE=fresh beside it", async () => {
  const code = seeDisks(buildFacts({ disks: [installed] }))[0]?.eraseCode ?? "";
  expect(errorsOf(await prepare(buildSetupText({ ERASE_DISK: code })))).toEqual(["install.found"]);
  const both = await prepare(buildSetupText({ ERASE_DISK: code, INSTALL_MODE: "fresh" }));
  expect(both.accepted).toMatchObject({ mode: "fresh", consent: { basis: "erase-code" } });
  expect(errorsOf(await prepare(buildSetupText({ INSTALL_MODE: "fresh" })))).toEqual(["disk.holds-data"]);
});

test("the same file is taken over once", async () => {
  const text = "INSTALL_MODE=adopt\n";
  const { installId } = buildInstallation();
  const adoption = nameAdoption(installId, hashSeed(Buffer.from(text)), programVersion);
  const done = buildInstalledDisk({ installation: buildInstallation({ adoption }) });
  expect(errorsOf(await prepare(text, [done]))).toEqual(["adopt.done-already"]);
  expect(errorsOf(await prepare(`${text}# once more\n`, [done]))).toEqual([]);
});

test("secrets that were overwritten on the stick count as blank", async () => {
  const text = buildSetupText({
    ...{ INSTALL_MODE: "adopt", TELEGRAM_BOT_TOKEN: buildWipedValue(46) },
    OPENROUTER_API_KEY: buildWipedValue(73),
  });
  const { accepted } = await prepare(text);
  expect(accepted?.settings.telegram.botToken.reveal()).toBe(canaries.telegramToken);
  expect(accepted?.settings.openRouter.apiKey.reveal()).toBe(canaries.openRouterKey);
  const fresh = await prepare(text.replace("INSTALL_MODE=adopt", ""), [buildDisk()]);
  expect(errorsOf(fresh)).toContain("value.wiped");
});

test("settings that cannot be read stop it, and so does a machine where nobody can read them", async () => {
  const wish = await prepare("INSTALL_MODE=adopt\n", [installed], async () => {
    throw new SetupError("setup.env is missing", "");
  });
  expect(errorsOf(wish)).toEqual(["adopt.settings-unread"]);
  const bytes = new TextEncoder().encode("INSTALL_MODE=adopt\n");
  const facts = buildFacts({ disks: [installed] });
  const unread = await prepareInstall({ path: "x", bytes, issues: [] }, facts, await readProfiles(), host);
  expect(unread.accepted).toBeNull();
});
