import fc from "fast-check";
import { expect, test } from "vitest";
import type { Disk, Installation } from "../../setup/facts/facts.ts";
import { buildAcceptedPlan } from "../../setup/plan/build-accepted-plan.ts";
import { destroyingKinds } from "../../setup/plan/destroying-kinds.ts";
import type { Plan } from "../../setup/plan/plan.ts";
import { prepareInstall } from "../../setup/settings/prepare-install.ts";
import { readProfiles } from "../../setup/settings/read-profiles.ts";
import {
  buildDisk,
  buildInstallation,
  buildInstalledDisk,
  buildUnfinishedDisk,
  buildWindowsDisk,
} from "../build-disk.ts";
import { buildFacts } from "../build-facts.ts";
import { buildSettings } from "../build-settings.ts";

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });

const installation: fc.Arbitrary<Installation> = fc.oneof(
  fc
    .record({
      installId: hex(16),
      poolGuid: fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String),
      rootDataset: hex(8).map((tag) => `zroot/ROOT/clawdie-0.1.0-${tag}`),
      version: fc.constantFrom("0.1.0", "0.0.9"),
      computer: fc.constantFrom(null, "0".repeat(16)),
      adoption: fc.constantFrom(null, "1".repeat(16)),
    })
    .map((some) => buildInstallation(some)),
  fc.constant({ state: "unclear" as const, reason: "its boot menu is missing" }),
);

const disk: fc.Arbitrary<Disk> = fc.oneof(
  installation.map((found) => buildInstalledDisk({ installation: found })),
  fc.constantFrom(buildDisk(), buildUnfinishedDisk(), buildWindowsDisk()),
);
const machine = fc.array(disk, { minLength: 1, maxLength: 3 }).map((disks) =>
  buildFacts({
    disks: disks.map((one, at) => ({ ...one, path: `/dev/sd${"abcd"[at]}`, serial: `S${at}` })),
  }),
);

/** Any value an operator may give, or none. */
const optional = (key: string, ...values: string[]) =>
  fc.constantFrom("", "", "", ...values).map((value) => (value === "" ? "" : `${key}=${value}\n`));
const file = fc
  .tuple(
    optional("INSTALL_DISK", "S0", "S1", ">=1GB", "smallest"),
    optional("ERASE_DISK", "K7QX-2M9W"),
    optional("ALLOW_IDENTITY_CHANGE", "yes", "no"),
    optional("HOSTNAME", "clawdie-new"),
    optional("PROFILE", "economy", "quality", "balanced"),
    optional("TELEGRAM_ADMIN_ID", "111222333", "424242424"),
    optional("CHAT_MODEL", "example/mine"),
    optional("TIMEZONE", "Europe/Vienna", "nowhere"),
  )
  .map((lines) => lines.join(""));

const host = { run: () => Promise.reject(new Error("nothing to hash here")) };

async function plan(text: string, facts: ReturnType<typeof buildFacts>): Promise<Plan | null> {
  const seed = { path: "setup.txt", bytes: new TextEncoder().encode(text), issues: [] };
  const kept = async () => buildSettings();
  const { accepted } = await prepareInstall(seed, facts, await readProfiles(), host, kept);
  if (accepted === null) return null;
  const live = {
    medium: "/medium",
    journal: "/journal",
    target: "/target",
    version: "0.2.0",
    facts,
    seedSources: [],
  };
  return buildAcceptedPlan(accepted, { ...live, freshId: "a".repeat(16), now: new Date(0) });
}

test("a plan made under adopt contains no destructive step, and touches no dataset but its own new one", async () => {
  let plans = 0;
  await fc.assert(
    fc.asyncProperty(file, machine, async (lines, facts) => {
      const made = await plan(`INSTALL_MODE=adopt\n${lines}`, facts);
      if (made === null) return;
      plans += 1;
      expect(made.name).toBe("adopt");
      expect(made.steps.filter(({ kind }) => destroyingKinds[kind])).toEqual([]);
      const root = made.steps.find(({ id }) => id === "create-root");
      const fresh = root?.kind === "create-dataset" ? root.dataset : "";
      const old = facts.disks.flatMap(({ installation: found }) =>
        found?.state === "own" ? [found.rootDataset] : [],
      );
      expect(fresh).toMatch(/^zroot\/ROOT\/clawdie-0\.2\.0-[0-9a-f]{8}$/);
      expect(old).not.toContain(fresh);
      for (const step of made.steps) {
        if (step.kind === "create-dataset" || step.kind === "mount-dataset") expect(step.dataset).toBe(fresh);
      }
      expect(made.steps.slice(0, 2).map(({ kind }) => kind)).toEqual(["open-pool", "create-snapshot"]);
      expect(made.steps.at(-1)?.kind).toBe("switch-boot");
    }),
    { numRuns: 1500 },
  );
  expect(plans, "the property was never put to the test").toBeGreaterThan(50);
});

test("where something of ours is installed, nothing is planned unless INSTALL_MODE says what", async () => {
  await fc.assert(
    fc.asyncProperty(
      file,
      machine,
      fc.constantFrom("", "INSTALL_MODE=stop\n"),
      async (lines, facts, mode) => {
        fc.pre(facts.disks.some(({ installation: found }) => found !== null));
        const complete = `OPENROUTER_API_KEY=sk-or-v1-${"c0ffee00".repeat(8)}\nTELEGRAM_BOT_TOKEN=7000000001:AACanaryTelegramTokenForTestsOnly00\n`;
        const admin = lines.includes("TELEGRAM_ADMIN_ID") ? "" : "TELEGRAM_ADMIN_ID=424242424\n";
        expect(await plan(`${complete}${admin}${mode}${lines}`, facts)).toBeNull();
      },
    ),
    { numRuns: 500 },
  );
});
