import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { executePlan } from "../../setup/execute/execute-plan.ts";
import { createJournal } from "../../setup/execute/journal.ts";
import type { PlanEvent } from "../../setup/execute/plan-event.ts";
import { renderEvent } from "../../setup/execute/render-events.ts";
import { createLinuxHost } from "../../setup/host/linux-host.ts";
import { Secret } from "../../setup/issues/secret.ts";
import { buildFirstbootPlan } from "../../setup/plan/build-firstboot-plan.ts";
import { firstbootHandlers } from "../../setup/steps/firstboot-handlers.ts";
import { buildFacts } from "../build-facts.ts";
import { buildSettings, canaries } from "../build-settings.ts";
import { buildTempRoot } from "../build-temp-root.ts";
import { buildFailingHost } from "../integration/failing-host.ts";

const tokens = {
  gatewayToken: new Secret("canary-gateway-0f1e2d3c4b5a"),
  controlToken: new Secret("canary-control-a5b4c3d2e1f0"),
};
const secrets = [...Object.values(canaries), tokens.gatewayToken.reveal(), tokens.controlToken.reveal()];
const all = buildFirstbootPlan(buildSettings(), buildFacts(), tokens).steps;
const fileKinds = ["write-file", "make-folder", "set-password", "create-account"];
const steps = all.filter(({ kind }) => fileKinds.includes(kind));
const files = { "/etc/shadow": "root:*:1:0:99999:7:::\n", "/etc/gshadow": "root:*::\n", "/home/.keep": "" };

async function collectOutput(failAt: number): Promise<string> {
  const root = await buildTempRoot(files);
  for (const folder of ["etc/sysctl.d", "etc/modprobe.d", "etc/default", "etc/chrony"]) {
    await createLinuxHost(root).makeFolder(`/${folder}`, { mode: 0o755 });
  }
  const inner = createLinuxHost(root);
  const { host } = buildFailingHost(inner, failAt, "before");
  const events: PlanEvent[] = [];
  const journal = createJournal(inner, "/journal.jsonl");
  const onEvent = (event: PlanEvent) => void events.push(event);
  const plan = { schema: 1, name: "firstboot", steps } as const;
  const report = await executePlan(plan, firstbootHandlers, host, { journal, onEvent });
  const written = await readFile(join(root, "journal.jsonl"), "utf8");
  return [written, JSON.stringify({ events, report }), inspect(report), ...events.flatMap(renderEvent)].join(
    "\n",
  );
}

test("wherever a run ends, journal, events, report and console hold no secret", {
  timeout: 60_000,
}, async () => {
  const whole = await collectOutput(Number.MAX_SAFE_INTEGER);
  expect(whole).toContain('"report":{"schema":1,"plan":"firstboot","outcome":"done"');
  for (const secret of secrets) expect(whole).not.toContain(secret);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 300 }), async (failAt) => {
      const output = await collectOutput(failAt);
      for (const secret of secrets) expect(output).not.toContain(secret);
    }),
    { numRuns: 15 },
  );
});
