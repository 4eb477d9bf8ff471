import { gatherInterfaces } from "../setup/facts/gather-interfaces.ts";
import { readHandoffRecord } from "../setup/handoff/handoff-record.ts";
import type { Host } from "../setup/host/host.ts";
import type { Issue } from "../setup/issues/issue.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import type { Settings } from "../setup/settings/settings.ts";
import { programVersion } from "../setup/status/program-version.ts";
import { readSshHostKey } from "../setup/status/read-ssh-host-key.ts";
import type { SeedWipe } from "../setup/wipe/seed-wipe.ts";
import type { Consoles } from "./consoles.ts";
import type { FailureNotifier } from "./failure-notifier.ts";
import { buildInstallLog } from "./install-log.ts";
import { publishResult } from "./publish-result.ts";
import { listSecrets } from "./redact.ts";
import type { ResultState } from "./result-state.ts";
import { wipeSeed } from "./wipe-seed.ts";
import type { StickFiles } from "./write-to-stick.ts";

/** What a result says beside what is the same for all results of this box. */
export type Told =
  | Omit<Extract<ResultState, { kind: "provisioning" }>, "version" | "time" | "issues" | "box">
  | Omit<Extract<ResultState, { kind: "step-failed" }>, "version" | "time" | "issues" | "box">
  | Omit<Extract<ResultState, { kind: "handed-over" }>, "version" | "time" | "issues" | "box" | "seed">;

export type Teller = (told: Told) => Promise<void>;

/**
 * Says a result of the installed box on every channel: the stick, the consoles, and a failure on Telegram too. Once the
 * owner was greeted, the secrets on the stick are overwritten first, so that the result says what became of them.
 * @param settings null when they cannot be read: then nobody knows a name, a bot or an owner.
 */
export function createTeller(
  machine: Host,
  consoles: Consoles,
  notifier: FailureNotifier,
  settings: Settings | null,
  issues: readonly Issue[],
): Teller {
  return async (told) => {
    const result = await buildResult(told, machine, settings, issues);
    await publishResult(result, machine, consoles, "login", await buildLog(result, machine, settings));
    const secrets = settings === null ? [] : listSecrets(settings);
    await notifier.take(result, settings?.telegram ?? null, secrets);
  };
}

async function buildResult(
  told: Told,
  machine: Host,
  settings: Settings | null,
  issues: readonly Issue[],
): Promise<ResultState> {
  const base = { version: programVersion, time: machine.now().toISOString(), issues };
  const box = settings === null ? null : await describeBox(machine, settings);
  const seed = settings === null ? null : await wipeAfterGreeting(machine, settings, told);
  if (told.kind === "step-failed") return { ...base, box, ...told };
  if (box === null) throw new Error("only a failure can be told without settings");
  return told.kind === "handed-over" ? { ...base, box, seed, ...told } : { ...base, box, ...told };
}

/**
 * Never before the owner was greeted: until then the stick is the way to correct a setting. Begun only when all is well:
 * a box that was renewed was greeted long ago, and what its new setup.txt says has to work first.
 */
async function wipeAfterGreeting(machine: Host, settings: Settings, told: Told): Promise<SeedWipe | null> {
  const record = await readHandoffRecord(machine);
  if (record === null || record.greetedAt === null) return null;
  return wipeSeed(
    machine,
    listSecrets(settings).map((secret) => secret.reveal()),
    told.kind === "handed-over" && told.handoff.state === "ready",
  );
}

/** With a failure its log goes to the stick; when all is well again, it goes away. */
async function buildLog(result: ResultState, machine: Host, settings: Settings | null): Promise<StickFiles> {
  if (result.kind === "step-failed") {
    const secrets = settings === null ? [] : listSecrets(settings);
    return { "SETUP-LOG.txt": await buildInstallLog(machine, boxLayout.journal, result.failure, secrets) };
  }
  return result.kind === "handed-over" && result.handoff.state === "ready" ? { "SETUP-LOG.txt": null } : {};
}

async function describeBox(machine: Host, settings: Settings) {
  // A failure has to be told also when this is what fails.
  const interfaces = await gatherInterfaces(machine).catch(() => []);
  const addresses = interfaces.flatMap((link) =>
    link.addresses.map((address) => address.replace(/\/\d+$/, "")),
  );
  // Without a key of the operator nobody can log in, and the line would only ask for attention.
  const sshHostKey = settings.login.sshAuthorizedKey === null ? null : await readSshHostKey(machine);
  return { hostname: settings.hostname, assistantName: settings.assistantName, addresses, sshHostKey };
}
