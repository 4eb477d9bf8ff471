import { describe, expect, test } from "vitest";
import { createLinuxHost } from "../../setup/host/linux-host.ts";
import { Secret } from "../../setup/issues/secret.ts";
import { buildFirstbootPlan } from "../../setup/plan/build-firstboot-plan.ts";
import type { Step } from "../../setup/plan/step.ts";
import { buildFacts } from "../build-facts.ts";
import { buildSettings } from "../build-settings.ts";
import { buildTempRoot } from "../build-temp-root.ts";
import { runSteps } from "../run-steps.ts";
import { buildFailingHost, type FailureMoment } from "./failing-host.ts";
import { readTree } from "./read-tree.ts";

const tokens = { gatewayToken: new Secret("gateway"), controlToken: new Secret("control") };
const plan = buildFirstbootPlan(buildSettings(), buildFacts(), tokens);

/** From the real plan, some of each kind that needs files only: enough to fail at every call in reasonable time. */
const chosen = [
  ...["set-hostname", "write-hosts", "set-timezone", "set-kernel-parameters", "create-operator-account"],
  ...[
    "create-account-clawdie-control",
    "lock-root",
    "set-operator-password",
    "folder-config",
    "folder-control",
  ],
  ...["write-ssh-key", "enable-nftables", "write-control-secrets"],
];
const steps: Step[] = chosen.flatMap((id) => plan.steps.filter((step) => step.id === id));

const files = {
  "/etc/shadow": "root:$6$x:1:0:99999:7:::\n",
  "/etc/gshadow": "root:*::\n",
  "/usr/share/zoneinfo/Europe/Ljubljana": "",
  "/proc/sys/kernel/panic": "0\n",
  "/etc/init.d/nftables": "",
  "/home/.keep": "",
};
/** The journal tells of each attempt; programs keep backups and locks of the account files. */
const leftOut = [
  "journal.jsonl",
  "etc/passwd-",
  "etc/group-",
  "etc/shadow-",
  "etc/gshadow-",
  "etc/.pwd.lock",
];
/** The day an account was created is not ours to compare. */
const withoutDays = (tree: Record<string, string>) => ({
  ...tree,
  "etc/shadow": tree["etc/shadow"]?.replace(/:\d{5}:0:/g, ":day:0:"),
});

async function build() {
  const root = await buildTempRoot(files);
  return { root, host: createLinuxHost(root) };
}

async function runUntil(failAt: number, moment: FailureMoment) {
  const { root, host } = await build();
  const failing = buildFailingHost(host, failAt, moment);
  const killed = await runSteps(failing.host, steps);
  const resumed = await runSteps(host, steps);
  const again = await runSteps(host, steps);
  return { root, killed, resumed, again, calls: failing.calls() };
}

describe.each(["before", "after"] as const)("power cut %s a call of the host port", (moment) => {
  test("at every call: the next run ends in the same state, the one after finds nothing to do", async () => {
    expect(steps).toHaveLength(chosen.length);
    const whole = await runUntil(Number.MAX_SAFE_INTEGER, moment);
    expect(whole.killed.outcome).toBe("done");
    expect(whole.again.steps.every(({ outcome }) => outcome === "skipped")).toBe(true);
    const journal = (await readTree(whole.root))["journal.jsonl"];
    expect(journal?.trim().split("\n")).toHaveLength(steps.length);
    const wanted = withoutDays(await readTree(whole.root, leftOut));
    for (let failAt = 1; failAt <= whole.calls; failAt += 1) {
      const { root, killed, resumed, again } = await runUntil(failAt, moment);
      const at = `cut ${moment} call ${failAt} of ${whole.calls}`;
      expect(killed.outcome, at).toBe("failed");
      expect(resumed.outcome, at).toBe("done");
      expect(
        again.steps.filter(({ outcome }) => outcome !== "skipped"),
        at,
      ).toEqual([]);
      expect(withoutDays(await readTree(root, leftOut)), at).toEqual(wanted);
    }
  }, 240_000);
});
