import { describe, expect, test } from "vitest";
import { executePlan } from "../../setup/execute/execute-plan.ts";
import { createJournal } from "../../setup/execute/journal.ts";
import type { Report } from "../../setup/execute/report.ts";
import { probeDisk } from "../../setup/facts/probe-disk.ts";
import type { Host } from "../../setup/host/host.ts";
import { CommandError } from "../../setup/issues/exceptions.ts";
import { buildInstallPlan } from "../../setup/plan/build-install-plan.ts";
import { chooseDisk, type DiskChoice } from "../../setup/settings/choose-disk.ts";
import { renderSetupEnv } from "../../setup/settings/setup-env.ts";
import { handlers } from "../../setup/steps/handlers.ts";
import { buildDisk } from "../build-disk.ts";
import { buildFacts } from "../build-facts.ts";
import { buildSettings } from "../build-settings.ts";
import { buildFailingHost, type FailureMoment, type FailureOptions } from "./failing-host.ts";
import { buildFakeDisk, describeFakeDisk, type FakeDisk, startsSomething } from "./fake-disk.ts";
import { diskPath, medium, startInstallMachine, target } from "./install-machine.ts";

const settings = buildSettings();
const journalPath = "/run/clawdie/install.jsonl";
/** Tells of times and attempts. */
const leftOut = ["/var/log/clawdie/install.jsonl"];
const never = Number.MAX_SAFE_INTEGER;

/** What a start from the stick would decide about this disk. */
async function decide(machine: Host, disk: FakeDisk): Promise<DiskChoice> {
  const content = await probeDisk(machine, diskPath, disk);
  const seen = buildDisk({ ...content, path: diskPath, serial: disk.serial, sizeBytes: disk.sizeBytes });
  return chooseDisk(buildFacts({ disks: [seen] }), { INSTALL_DISK: null, ERASE_DISK: null });
}

/** One visit of the stick. @throws Error when it would not take the disk. */
async function install(disk: FakeDisk, attempt: number, wrap: (host: Host) => Host): Promise<Report> {
  const machine = startInstallMachine(disk);
  const choice = await decide(machine, disk);
  if (choice.disk === null) throw new Error(`refused: ${choice.issues[0]?.code}`);
  const plan = buildInstallPlan({
    ...{ settings, facts: buildFacts(), medium, target, journal: journalPath, version: "0.1.0" },
    ...{ setupEnv: renderSetupEnv(settings), seedHash: "5eed".repeat(16), seedSources: [] },
    ...{ disk: choice.disk, consent: choice.consent },
    installId: attempt.toString(16).padStart(16, "a"),
  });
  const host = wrap(machine);
  const journal = createJournal(host, journalPath);
  return executePlan(plan, handlers, host.at(target), { journal });
}

/** Nothing starts from a disk that is not whole. */
function expectWholeIfItStarts(disk: FakeDisk, at: string): void {
  if (!startsSomething(disk)) return;
  expect(disk.pool?.exported, at).toBe(true);
  expect(disk.esp?.files.has("/clawdie/grub/grub.cfg"), at).toBe(true);
  expect(disk.pool?.files.has("/usr/lib/clawdie/layers.json"), at).toBe(true);
  expect(disk.core.length, at).toBeGreaterThan(0);
}

const whole = await (async () => {
  const disk = buildFakeDisk();
  const counter = { calls: () => 0 };
  const report = await install(disk, 1, (host) => {
    const failing = buildFailingHost(host, never, "before");
    Object.assign(counter, failing);
    return failing.host;
  });
  return { disk, report, calls: counter.calls() };
})();

/** Disks a later start went on from already, as text: most calls only look, and leave the same disk behind. */
const resumed = new Set<string>();

const fileError = (code: string) => Object.assign(new Error(`${code}: write failed`), { code });
const failures: readonly (readonly [string, FailureMoment, FailureOptions])[] = [
  ["the power goes before", "before", {}],
  ["the power goes after", "after", {}],
  [
    "exit code 1 or no space, once, at",
    "before",
    {
      once: true,
      makeError: (call) => (call === "run" ? new CommandError("it", 1, "refused") : fileError("ENOSPC")),
    },
  ],
  [
    "no answer or an unreadable disk, once, at",
    "before",
    {
      once: true,
      makeError: (call) => (call === "run" ? new CommandError("it", null, "") : fileError("EIO")),
    },
  ],
];

describe("an installation", () => {
  test("is done, starts, and is not begun again by a stick that stayed in", async () => {
    expect(whole.report).toMatchObject({ outcome: "done", failure: null });
    expect(startsSomething(whole.disk)).toBe(true);
    expectWholeIfItStarts(whole.disk, "undisturbed");
    await expect(install(whole.disk, 2, (host) => host)).rejects.toThrow(/refused: disk\./);
  });

  test.each(failures)(
    "%s every call of the host port: nothing half starts, the next start ends in the same state",
    async (_, moment, options) => {
      const wanted = describeFakeDisk(whole.disk, leftOut);
      expect(whole.calls).toBeGreaterThan(150);
      for (let failAt = 1; failAt <= whole.calls; failAt += 1) {
        const at = `call ${failAt} of ${whole.calls}`;
        const disk = buildFakeDisk();
        const first = await install(disk, 1, (host) => buildFailingHost(host, failAt, moment, options).host);
        if (first.outcome !== "done") expect(first.failure?.hint, at).not.toBe("");
        if (options.once !== true) expect(first.outcome, at).toBe("failed");
        expectWholeIfItStarts(disk, at);
        // The stick starts a disk that carries the marker; its first start takes the claim off.
        const starts = disk.esp?.files.has("/clawdie/bootable") ?? false;
        const left = JSON.stringify(describeFakeDisk(disk, []));
        if (!starts && resumed.has(left)) continue;
        resumed.add(left);
        if (!starts) expect((await install(disk, 2, (host) => host)).failure, at).toBeNull();
        const { claim, ...now } = describeFakeDisk(disk, leftOut);
        expect({ ...now, claim: starts ? wanted.claim : claim }, at).toEqual(wanted);
      }
    },
    240_000,
  );
});
