import { expect, test } from "vitest";
import { Secret } from "../../../setup/issues/secret.ts";
import { buildInstallPlan, type InstallInputs } from "../../../setup/plan/build-install-plan.ts";
import { renderPlan, renderPlanJson } from "../../../setup/plan/render-plan.ts";
import { renderSetupEnv } from "../../../setup/settings/setup-env.ts";
import { handlers } from "../../../setup/steps/handlers.ts";
import { buildFacts } from "../../build-facts.ts";
import { buildSettings, canaries } from "../../build-settings.ts";

function buildInputs(overrides: Partial<InstallInputs> = {}): InstallInputs {
  const settings = buildSettings();
  return {
    settings,
    facts: buildFacts(),
    disk: { path: "/dev/nvme0n1", serial: "S1", model: "EXAMPLE SSD", sizeBytes: 64e9 },
    consent: {
      ...{ basis: "empty", code: null, serial: "S1", sizeBytes: 64e9 },
      contentHash: "e".repeat(64),
    },
    setupEnv: renderSetupEnv(settings),
    seedHash: "5eed".repeat(16),
    seedSources: [],
    installId: "0123456789abcdef",
    version: "0.1.0",
    medium: "/run/clawdie/medium",
    journal: "/run/clawdie/install.jsonl",
    target: "/target",
    ...overrides,
  };
}

const idsOf = (overrides: Partial<InstallInputs> = {}) =>
  buildInstallPlan(buildInputs(overrides)).steps.map(({ id }) => id);

test("gives the recorded plan, the same each time", async () => {
  const plan = buildInstallPlan(buildInputs());
  await expect(renderPlan(plan)).toMatchFileSnapshot("one-disk.txt");
  expect(buildInstallPlan(buildInputs())).toEqual(plan);
});

test("shows no secret in any rendering", () => {
  const plan = buildInstallPlan(buildInputs());
  const shown = renderPlan(plan) + renderPlanJson(plan);
  for (const canary of Object.values(canaries)) expect(shown).not.toContain(canary);
});

test("keeps the settings in one file that only root reads, as a secret", () => {
  const { steps } = buildInstallPlan(buildInputs());
  const files = steps.flatMap((step) => (step.kind === "write-file" ? [step] : []));
  const settings = files.filter(({ content }) => content instanceof Secret);
  expect(settings.map(({ path, mode, owner }) => [path, mode, owner])).toEqual([
    ["/etc/clawdie/setup.env", 0o600, "root"],
  ]);
});

test("makes the disk bootable when everything is on the disk; only then the mark of an unfinished one goes", () => {
  expect(idsOf().slice(-4)).toEqual(["save-install-log", "close-pool", "make-bootable", "release-disk"]);
});

test("begins by taking the disk: its handler looks at the disk again before anything is written", () => {
  expect(idsOf()[0]).toBe("claim-disk");
});

test.each(["empty", "unfinished", "erase-code"] as const)("has the same steps with consent %s", (basis) => {
  const consent = { ...buildInputs().consent, basis };
  expect(idsOf({ consent })).toEqual(idsOf());
  expect(buildInstallPlan(buildInputs({ consent })).steps[0]).toMatchObject({ kind: "claim-disk", consent });
});

test("every step that destroys something demands the mark of this very attempt on this very disk", () => {
  const { steps } = buildInstallPlan(buildInputs());
  const destructive = ["claim-disk", "partition-disk", "format-esp", "create-pool", "release-disk"];
  const { disk, installId } = buildInputs();
  for (const kind of destructive)
    expect(steps.filter((step) => step.kind === kind)).toMatchObject([{ disk, installId }]);
});

test("writes into the new system only once it is mounted, and onto it only once it is unpacked", () => {
  const ids = idsOf();
  const order = ["create-pool", "create-zroot-ROOT", "mount-root", "unpack-system", "write-settings"];
  const places = order.map((id) => ids.indexOf(id));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((x, y) => x - y));
});

test("has ids that are unique, a handler for each step, and one disk throughout", () => {
  const { steps } = buildInstallPlan(buildInputs());
  const ids = steps.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const step of steps) {
    expect(handlers).toHaveProperty([step.kind]);
    if ("disk" in step) expect(step.disk).toEqual(buildInputs().disk);
  }
});
