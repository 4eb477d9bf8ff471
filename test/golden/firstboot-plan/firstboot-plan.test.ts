import { describe, expect, test } from "vitest";
import { Secret } from "../../../setup/issues/secret.ts";
import { buildFirstbootPlan } from "../../../setup/plan/build-firstboot-plan.ts";
import { renderPlan, renderPlanJson } from "../../../setup/plan/render-plan.ts";
import { buildFacts } from "../../build-facts.ts";
import { buildSettings, canaries } from "../../build-settings.ts";

const tokens = {
  gatewayToken: new Secret("canary-gateway-token"),
  controlToken: new Secret("canary-control-token"),
};

const cases = {
  "everything-set": [buildSettings(), buildFacts()],
  "no-login-static-network": [
    buildSettings({
      assistantName: "Ada's Box",
      hostname: "ada",
      timezone: "UTC",
      locale: "de_DE",
      monthlyLimitUsd: null,
      operator: null,
      login: { sshAuthorizedKey: null, passwordHash: null },
      network: {
        mode: "static",
        addresses: ["192.0.2.5/24", "2001:db8::5/64"],
        gateways: ["192.0.2.1", "2001:db8::1"],
        dns: ["192.0.2.1"],
      },
    }),
    buildFacts({
      memoryBytes: 16 * 1024 ** 3,
      interfaces: ["enp2s0", "enp1s0"].map((name, at) => ({
        ...{ name, hardwareAddress: `52:54:00:00:00:0${at}`, carrier: name === "enp2s0", addresses: [] },
      })),
    }),
  ],
} as const;

describe.each(Object.entries(cases))("%s", (name, [settings, facts]) => {
  test("gives the recorded plan, the same each time", async () => {
    const plan = buildFirstbootPlan(settings, facts, tokens);
    await expect(renderPlan(plan)).toMatchFileSnapshot(`${name}.txt`);
    expect(buildFirstbootPlan(settings, facts, tokens)).toEqual(plan);
  });

  test("writes the recorded files", async () => {
    const { steps } = buildFirstbootPlan(settings, facts, tokens);
    const files = steps.flatMap((step) =>
      step.kind === "write-file" && typeof step.content === "string"
        ? [`==> ${step.path}\n${step.content}`]
        : [],
    );
    await expect(files.join("\n")).toMatchFileSnapshot(`${name}.files.txt`);
  });

  test("has ids that are unique, and nothing but data", () => {
    const { steps } = buildFirstbootPlan(settings, facts, tokens);
    const ids = steps.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9_-]*$/);
    expect(() => structuredClone(JSON.parse(JSON.stringify(steps)))).not.toThrow();
  });

  test("shows no secret in any rendering", () => {
    const plan = buildFirstbootPlan(settings, facts, tokens);
    const shown = renderPlan(plan) + renderPlanJson(plan);
    for (const canary of [...Object.values(canaries), "canary-gateway-token", "canary-control-token"]) {
      expect(shown).not.toContain(canary);
    }
  });
});
