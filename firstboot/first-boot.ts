import { gatherInterfaces } from "../setup/facts/gather-interfaces.ts";
import { readHandoffRecord } from "../setup/handoff/handoff-record.ts";
import { probeRuntime } from "../setup/handoff/probe-runtime.ts";
import { watchHandoff } from "../setup/handoff/watch-handoff.ts";
import type { Host } from "../setup/host/host.ts";
import type { Issue } from "../setup/issues/issue.ts";
import { finishMaintenance } from "../setup/maintenance/finish-maintenance.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import { askRuntime } from "../setup/runtime/ask-runtime.ts";
import { readProfiles } from "../setup/settings/read-profiles.ts";
import type { Settings } from "../setup/settings/settings.ts";
import { programVersion } from "../setup/status/program-version.ts";
import { readSshHostKey } from "../setup/status/read-ssh-host-key.ts";
import type { SeedWipe } from "../setup/wipe/seed-wipe.ts";
import type { Consoles } from "./consoles.ts";
import { type SeedLook, stopForNewSettings, takeCorrectedSeed } from "./corrected-seed.ts";
import { buildInstallLog } from "./install-log.ts";
import { createPatience } from "./patience.ts";
import { createProgress } from "./progress.ts";
import { type Provisioned, provision } from "./provision.ts";
import { publishResult } from "./publish-result.ts";
import { listSecrets } from "./redact.ts";
import type { ResultState } from "./result-state.ts";
import { wipeSeed } from "./wipe-seed.ts";
import type { StickFiles } from "./write-to-stick.ts";

const retrySeconds = 60;

/**
 * Every boot of the installed box: provision (nothing to do from the second boot on), then watch until the assistant
 * really answers, telling every channel at each change. A step that fails is tried again every minute: what heals
 * (a full disk, a slow machine) heals without a visit. Returns when the assistant is ready.
 */
export async function firstBoot(machine: Host, consoles: Consoles): Promise<void> {
  let look = await takeCorrectedSeed(machine);
  let failed: string | null = null;
  for (;;) {
    if (look.outcome === "taken") {
      await consoles.print("clawdie: setup.txt on the stick was corrected: its settings are taken over");
      await stopForNewSettings(machine);
    }
    // A step that fails again for the same reason was shown already.
    const print = failed === null ? (line: string) => void consoles.print(line) : () => undefined;
    const provisioned = await provision(machine, createProgress(print));
    await finishMaintenance(machine).catch((error) => consoles.print(`clawdie: maintenance: ${error}`));
    const teller = createTeller(machine, consoles, provisioned.settings, look.issues);
    const { failure } = provisioned.report;
    if (failure !== null) {
      if (failure.message !== failed) {
        await teller({ kind: "step-failed", plan: "firstboot", failure, reportPath: boxLayout.journal });
      }
      failed = failure.message;
      await machine.sleep(retrySeconds);
      look = await takeCorrectedSeed(machine);
      continue;
    }
    failed = null;
    const ending = await watch(machine, provisioned, teller);
    if (ending === "ready") return;
    look = ending;
  }
}

/** What a result says beside what is the same for all results of this box. */
export type Told =
  | Omit<Extract<ResultState, { kind: "provisioning" }>, "version" | "time" | "issues" | "box">
  | Omit<Extract<ResultState, { kind: "step-failed" }>, "version" | "time" | "issues" | "box">
  | Omit<Extract<ResultState, { kind: "handed-over" }>, "version" | "time" | "issues" | "box" | "seed">;

function createTeller(machine: Host, consoles: Consoles, settings: Settings, issues: readonly Issue[]) {
  return async (told: Told): Promise<void> => {
    const base = { version: programVersion, time: machine.now().toISOString(), issues };
    const box = await describeBox(machine, settings);
    const seed = await wipeAfterGreeting(machine, settings);
    const result: ResultState =
      told.kind === "handed-over" ? { ...base, box, seed, ...told } : { ...base, box, ...told };
    await publishResult(result, machine, consoles, "login", await buildLog(result, machine, settings));
  };
}

/** Never before the owner was greeted: until then the stick is the way to correct a setting. */
async function wipeAfterGreeting(machine: Host, settings: Settings): Promise<SeedWipe | null> {
  const record = await readHandoffRecord(machine);
  if (record === null || record.greetedAt === null) return null;
  return wipeSeed(
    machine,
    listSecrets(settings).map((secret) => secret.reveal()),
  );
}

/** With a failure its log goes to the stick; when all is well again, it goes away. */
async function buildLog(result: ResultState, machine: Host, settings: Settings): Promise<StickFiles> {
  if (result.kind === "step-failed") {
    const secrets = listSecrets(settings);
    return { "SETUP-LOG.txt": await buildInstallLog(machine, boxLayout.journal, result.failure, secrets) };
  }
  return result.kind === "handed-over" && result.handoff.state === "ready" ? { "SETUP-LOG.txt": null } : {};
}

/** Until ready, or until a corrected setup.txt was taken from the stick. */
async function watch(
  host: Host,
  { settings, tokens }: Provisioned,
  tell: (told: Told) => Promise<void>,
): Promise<"ready" | SeedLook> {
  const url = `http://127.0.0.1:${boxLayout.gatewayPort}`;
  const patience = createPatience(tell, () => performance.now() / 1000);
  let look: SeedLook | null = null;
  const record = await watchHandoff({
    settings,
    profiles: await readProfiles(),
    gateway: { url, token: tokens.gatewayToken },
    askRuntime,
    probeRuntime: () => probeRuntime(url),
    fetch,
    host,
    onRecord: patience.take,
    onModelsMoved: async () => {
      look = { outcome: "unchanged", issues: [] };
      await stopForNewSettings(host);
    },
    isOutdated: async () => {
      await patience.look();
      look = await takeCorrectedSeed(host);
      return look.outcome !== "unchanged";
    },
  });
  return look !== null && record.state !== "ready" ? look : "ready";
}

async function describeBox(machine: Host, settings: Settings) {
  const interfaces = await gatherInterfaces(machine);
  const addresses = interfaces.flatMap((link) =>
    link.addresses.map((address) => address.replace(/\/\d+$/, "")),
  );
  // Without a key of the operator nobody can log in, and the line would only ask for attention.
  const sshHostKey = settings.login.sshAuthorizedKey === null ? null : await readSshHostKey(machine);
  return { hostname: settings.hostname, assistantName: settings.assistantName, addresses, sshHostKey };
}
