import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { findSeedFile } from "../../../setup/config/find-seed-file.ts";
import type { Facts } from "../../../setup/facts/facts.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { buildAcceptedPlan } from "../../../setup/plan/build-accepted-plan.ts";
import { prepareInstall } from "../../../setup/settings/prepare-install.ts";
import { readProfiles } from "../../../setup/settings/read-profiles.ts";
import { buildDisk, buildInstalledDisk } from "../../build-disk.ts";
import { buildFacts } from "../../build-facts.ts";
import { buildSettings } from "../../build-settings.ts";

const folder = resolve(import.meta.dirname, "../../../seed-examples");
const examples = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

const one = buildDisk({ path: "/dev/sda", serial: "EXAMPLE-SSD-0000001" });
const two = buildDisk({ path: "/dev/sdb", serial: "EXAMPLE-SSD-0000002" });
/** The machine an example is about; the others are about any. */
const machines: Readonly<Record<string, Partial<Facts>>> = {
  "two-disks": { disks: [one, two] },
  adopt: { disks: [buildInstalledDisk()] },
};

async function prepare(name: string, machine: Partial<Facts>) {
  const facts = buildFacts(machine);
  const file = await findSeedFile(join(folder, name));
  const kept = async () => buildSettings();
  return { facts, wish: await prepareInstall(file, facts, await readProfiles(), createLinuxHost(), kept) };
}

async function plan(name: string) {
  const { facts, wish } = await prepare(name, machines[name] ?? { disks: [one] });
  expect(wish.issues.filter(({ severity }) => severity === "error")).toEqual([]);
  if (wish.accepted === null) throw new Error("not accepted");
  const { steps } = buildAcceptedPlan(wish.accepted, {
    facts,
    seedSources: [],
    freshId: "0123456789abcdef",
    now: new Date(facts.clock),
    version: "0.1.0",
    medium: "/run/clawdie/medium",
    journal: "/run/clawdie/install.jsonl",
    target: "/target",
  });
  return { ...wish.accepted, steps };
}

test("there is an example for every question that is asked often", () => {
  expect(examples.toSorted()).toEqual([
    "adopt",
    "dashboard-account",
    "economy-with-cap",
    "headless-with-key",
    "minimal",
    "self-hosted-endpoints",
    "static-network",
    "two-disks",
  ]);
});

test.each(examples)("%s is found as on a stick, accepted and planned to its end", async (name) => {
  const { steps, disk } = await plan(name);
  expect(steps.map(({ kind }) => kind)).toContain(name === "adopt" ? "switch-boot" : "make-bootable");
  expect(disk.path).toBe(name === "two-disks" ? "/dev/sdb" : "/dev/sda");
});

test.each(examples)(
  "the page of %s asks the question, and explains every key beyond the four lines",
  (name) => {
    const page = readFileSync(join(folder, name, "README.md"), "utf8");
    expect(page).toMatch(/^# .+\n\n\*[^*]+\?\*\n/);
    const text = readFileSync(join(folder, name, "setup.txt"), "utf8");
    const keys = [...text.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1] ?? "");
    const usual = /^(OPENROUTER_API_KEY|TELEGRAM_.*|ASSISTANT_NAME|TIMEZONE|PROFILE|MONTHLY_LIMIT_USD)$/;
    const words: Readonly<Record<string, RegExp>> = {
      SSH_AUTHORIZED_KEY: /public line/,
      HOSTNAME: /clawdie-shelf/,
      NETWORK_ADDRESS: /Address, gateway and name servers/,
      NETWORK_GATEWAY: /gateway/,
      NETWORK_DNS: /name servers/,
      TELEGRAM_API_ROOT: /Bot API server/,
      CHAT_MODEL: /all three models/,
      FALLBACK_MODEL: /all three models/,
      COMPACTION_MODEL: /all three models/,
    };
    for (const key of keys.filter((found) => !usual.test(found)))
      expect(page).toMatch(words[key] ?? new RegExp(key));
  },
);

test("what each example is about comes out of it", async () => {
  expect((await plan("economy-with-cap")).settings).toMatchObject({ profile: "economy", monthlyLimitUsd: 5 });
  expect((await plan("static-network")).settings.network).toMatchObject({
    mode: "static",
    addresses: ["192.168.1.50/24"],
  });
  expect((await plan("self-hosted-endpoints")).settings.openRouter.baseUrl).toBe(
    "http://192.168.1.60:4000/v1",
  );
  expect((await plan("headless-with-key")).settings.login.sshAuthorizedKey).toMatch(/^ssh-ed25519 /);
  expect((await plan("headless-with-key")).settings.operator).toBeNull();
  expect((await plan("adopt")).settings).toMatchObject({ profile: "economy", hostname: "clawdie" });
  expect((await plan("dashboard-account")).settings.operator?.email).toBe("operator@example.org");
});

test("two-disks is refused on the same machine without INSTALL_DISK, and on a machine without that disk", async () => {
  const without = await prepare("minimal", { disks: [one, two] });
  expect(without.wish.issues.map(({ code }) => code)).toContain("disk.several-empty");
  const elsewhere = await prepare("two-disks", { disks: [one] });
  expect(elsewhere.wish.accepted).toBeNull();
});
