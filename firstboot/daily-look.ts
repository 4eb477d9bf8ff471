import { followModelMoves } from "../setup/handoff/follow-model-moves.ts";
import { readHandoffRecord } from "../setup/handoff/handoff-record.ts";
import { probeRuntime } from "../setup/handoff/probe-runtime.ts";
import { type HandoffDeps, runHandoffOnce } from "../setup/handoff/run-handoff-once.ts";
import { watchHandoff } from "../setup/handoff/watch-handoff.ts";
import type { Host } from "../setup/host/host.ts";
import { createLinuxHost } from "../setup/host/linux-host.ts";
import { type HoldMaintenanceLock, holdMaintenanceLock } from "../setup/maintenance/maintenance-lock.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import { askRuntime } from "../setup/runtime/ask-runtime.ts";
import { readProfiles } from "../setup/settings/read-profiles.ts";
import { leaveToFirstBoot, stopForNewSettings } from "./corrected-seed.ts";
import { provision, readSettings, readTokens } from "./provision.ts";

/** Written by rc.d/clawdie-firstboot while it runs. */
const firstBootRuns = "/run/clawdie-firstboot.pid";
/** The assistant starts in 4 min at most; what is not well after this is looked at again the next day. */
const startMs = 30 * 60_000;

/** `clawdie look`: what the service clawdie-daily runs; answers its exit code. */
export async function runDailyLook(): Promise<number> {
  const machine = createLinuxHost();
  const ending = await dailyLook(machine, {
    fetch,
    probeRuntime,
    provision: () => provision(machine, () => {}),
    hold: holdMaintenanceLock,
  });
  return ending === "not-provisioned" ? 1 : 0;
}

export interface DailyLookDeps {
  readonly fetch: typeof globalThis.fetch;
  readonly probeRuntime: typeof probeRuntime;
  readonly provision: () => Promise<{ readonly report: { readonly failure: unknown } }>;
  readonly hold: HoldMaintenanceLock;
}

/**
 * Verifies once what the first boot verified, and keeps the record for `clawdie status`. A model that was retired
 * meanwhile is replaced as at a boot: settings, provisioning, runtime. Does nothing while the first boot still watches or
 * a maintenance is under way: it would start what was stopped on purpose.
 */
export async function dailyLook(
  machine: Host,
  deps: DailyLookDeps,
): Promise<"not-yet" | "looked" | "moved" | "not-provisioned"> {
  const record = await readHandoffRecord(machine);
  if (record === null || record.greetedAt === null || (await machine.stat(firstBootRuns)) !== null) {
    return "not-yet";
  }
  const lock = await deps.hold();
  if (lock === null) return "not-yet";
  const change = await lookAndFollow(machine, deps).finally(lock.release);
  if (change !== "moved") return change;
  const deadline = machine.now().getTime() + startMs;
  const isOutdated = async () => machine.now().getTime() > deadline;
  await watchHandoff({ ...(await buildHandoff(machine, deps)), onRecord: () => {}, isOutdated });
  return "moved";
}

async function lookAndFollow(
  machine: Host,
  deps: DailyLookDeps,
): Promise<"looked" | "moved" | "not-provisioned"> {
  const handoff = await buildHandoff(machine, deps);
  const looked = await runHandoffOnce(handoff);
  if (!(await followModelMoves(looked, handoff))) return "looked";
  await stopForNewSettings(machine);
  const isDone = await deps.provision().then(
    ({ report }) => report.failure === null,
    () => false,
  );
  if (!isDone) await leaveToFirstBoot(machine);
  return isDone ? "moved" : "not-provisioned";
}

async function buildHandoff(host: Host, { fetch, probeRuntime: probe }: DailyLookDeps): Promise<HandoffDeps> {
  const url = `http://127.0.0.1:${boxLayout.gatewayPort}`;
  return {
    settings: await readSettings(host),
    profiles: await readProfiles(),
    gateway: { url, token: (await readTokens(host)).gatewayToken },
    askRuntime,
    probeRuntime: () => probe(url),
    fetch,
    host,
  };
}
