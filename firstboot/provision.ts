import { randomBytes } from "node:crypto";
import { type GeneratedTokens, parseGeneratedTokens } from "../setup/config-files/control-env.ts";
import { executePlan } from "../setup/execute/execute-plan.ts";
import { createJournal } from "../setup/execute/journal.ts";
import type { PlanEvent } from "../setup/execute/plan-event.ts";
import type { Report } from "../setup/execute/report.ts";
import { gatherBoxFacts } from "../setup/facts/gather-facts.ts";
import type { Host } from "../setup/host/host.ts";
import { withLock } from "../setup/host/with-lock.ts";
import { SetupError } from "../setup/issues/exceptions.ts";
import { Secret } from "../setup/issues/secret.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import { buildFirstbootPlan } from "../setup/plan/build-firstboot-plan.ts";
import type { Settings } from "../setup/settings/settings.ts";
import { parseSetupEnv } from "../setup/settings/setup-env.ts";
import { handlers } from "../setup/steps/handlers.ts";

export interface Provisioned {
  readonly report: Report;
  readonly settings: Settings;
  readonly tokens: GeneratedTokens;
}

/** In /run itself, where only root may make files: nobody else can hold it. */
const lockFile = "/run/clawdie-provision.lock";
/** Longer than the longest provisioning measured in an emulated machine, 13 min. */
const waitSeconds = 30 * 60;

/**
 * Bring the box to what its settings ask for; a finished box is only looked at. One process at a time, whether the first
 * boot, the daily look or `clawdie apply`: the next one waits, and then finds little to do.
 * @param tell Where to say that another process is at it and this one waits.
 * @throws SetupError without settings, or when another process takes longer than half an hour.
 */
export async function provision(
  machine: Host,
  onEvent: (event: PlanEvent) => void,
  tell: (line: string) => void = () => {},
): Promise<Provisioned> {
  const onWait = () =>
    tell(`Another process is setting up this box: waiting for it, ${waitSeconds / 60} minutes at most.\n`);
  const hint = "See what it does with: clawdie status. Then run it again.";
  const wait = { seconds: waitSeconds, onWait, work: "setting up this box", hint };
  return await withLock(lockFile, wait, () => provisionAlone(machine, onEvent));
}

async function provisionAlone(machine: Host, onEvent: (event: PlanEvent) => void): Promise<Provisioned> {
  const settings = await readSettings(machine);
  const tokens = await readTokens(machine);
  const plan = buildFirstbootPlan(settings, await gatherBoxFacts(machine), tokens);
  const journal = createJournal(machine, boxLayout.journal);
  const report = await executePlan(plan, handlers, machine, { journal, onEvent });
  return { report, settings, tokens };
}

/** The settings the installer left on this box. @throws SetupError when there are none. */
export async function readSettings(machine: Host): Promise<Settings> {
  const content = await machine.readFile(boxLayout.setupFile);
  if (content === null) {
    throw new SetupError(
      `${boxLayout.setupFile} is missing: this is not an installed box`,
      "Start from the Clawdie stick to install.",
    );
  }
  return parseSetupEnv(content.toString("utf8"));
}

/** What the box once made for itself is kept; otherwise a second run would change every service. */
export async function readTokens(machine: Host): Promise<GeneratedTokens> {
  const known = await machine.readFile(boxLayout.controlEnv);
  const tokens = known === null ? null : parseGeneratedTokens(known.toString("utf8"));
  return tokens ?? { gatewayToken: makeToken(), controlToken: makeToken() };
}

function makeToken(): Secret {
  return new Secret(randomBytes(32).toString("base64url"));
}
