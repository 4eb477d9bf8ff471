import { dirname } from "node:path";
import { expect, test } from "vitest";
import type { Host, RunOptions } from "../../../setup/host/host.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { validateRuntimeConfig } from "../../../setup/steps/validate-runtime-config.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const configPath = boxLayout.runtimeConfig;
const step = { id: "validate", kind: "validate-runtime-config", title: "Check", configPath } as const;
const good = {
  validate: { valid: true, path: configPath, warnings: [] },
  audit: { summary: { critical: 0, warn: 0, info: 1 }, findings: [] },
};

/** A box whose runtime answers what the test says; its calls are kept. */
async function buildBox(answers: { validate: unknown; audit: unknown } = good) {
  const host = createLinuxHost(
    await buildTempRoot({
      [configPath]: "{}",
      "/var/lib/clawdie/.keep": "",
      [`${dirname(boxLayout.openclaw)}/package.json`]: '{"version":"1"}',
    }),
  );
  const calls: { args: readonly string[]; options: RunOptions | undefined }[] = [];
  const box: Host = {
    ...host,
    run: async (_, args, options) => {
      calls.push({ args, options });
      const answer = args.includes("validate") ? answers.validate : answers.audit;
      return { exitCode: 0, stdout: JSON.stringify(answer), stderr: "" };
    },
  };
  return { box, calls };
}

test("a good configuration is checked once, as the service account, with its environment", async () => {
  const { box, calls } = await buildBox();
  expect(await validateRuntimeConfig.check(step, box)).toMatchObject({ state: "needed" });
  await validateRuntimeConfig.apply(step, box);
  expect(await validateRuntimeConfig.check(step, box)).toEqual({ state: "satisfied" });
  expect(calls.map((call) => call.args.slice(1))).toEqual([
    ["config", "validate", "--json"],
    ["security", "audit", "--json"],
  ]);
  for (const { options } of calls) {
    expect(options).toMatchObject({ user: "clawdie-runtime", env: { OPENCLAW_CONFIG_READONLY: "1" } });
  }
});

test.each([configPath, `${dirname(boxLayout.openclaw)}/package.json`])(
  "a change of %s asks for another check",
  async (path) => {
    const { box } = await buildBox();
    await validateRuntimeConfig.apply(step, box);
    await box.writeFile(path, '{"changed":true}', { mode: 0o644 });
    expect(await validateRuntimeConfig.check(step, box)).toMatchObject({ state: "needed" });
  },
);

test("a missing configuration is needed, by name", async () => {
  const { box } = await buildBox();
  await box.remove(configPath);
  expect(await validateRuntimeConfig.check(step, box)).toEqual({
    state: "needed",
    reason: `${configPath} is missing`,
  });
});

test.each([
  [
    "an unknown key",
    {
      ...good,
      validate: { valid: false, issues: [{ path: "gateway", message: 'Unrecognized key: "foo"' }] },
    },
    'gateway: Unrecognized key: "foo"',
  ],
  [
    "a missing file",
    { ...good, validate: { valid: false, error: { message: "file not found" } } },
    "file not found",
  ],
  [
    "a critical finding",
    {
      ...good,
      audit: {
        summary: { critical: 1 },
        findings: [
          {
            checkId: "fs.config.perms_world_readable",
            severity: "critical",
            title: "Config is world-readable",
          },
          { checkId: "other", severity: "warn", title: "harmless" },
        ],
      },
    },
    "fs.config.perms_world_readable: Config is world-readable",
  ],
  ["no readable answer", { validate: 5, audit: {} }, "no readable answer"],
])("%s stops with its words and leaves no stamp", async (_, answers, words) => {
  const { box } = await buildBox(answers);
  await expect(validateRuntimeConfig.apply(step, box)).rejects.toThrow(words);
  expect(await validateRuntimeConfig.check(step, box)).toMatchObject({ state: "needed" });
});

test("a warning of the audit does not stop", async () => {
  const findings = [{ checkId: "a.b", severity: "warn", title: "perhaps" }];
  const { box } = await buildBox({ ...good, audit: { summary: { critical: 0 }, findings } });
  await validateRuntimeConfig.apply(step, box);
  expect(await validateRuntimeConfig.check(step, box)).toEqual({ state: "satisfied" });
});
