import { describeError, type Failure } from "../setup/execute/report.ts";
import { probeRuntime } from "../setup/handoff/probe-runtime.ts";
import { watchHandoff } from "../setup/handoff/watch-handoff.ts";
import type { Host } from "../setup/host/host.ts";
import type { Issue } from "../setup/issues/issue.ts";
import { finishMaintenance } from "../setup/maintenance/finish-maintenance.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import { askRuntime } from "../setup/runtime/ask-runtime.ts";
import { readProfiles } from "../setup/settings/read-profiles.ts";
import type { Settings } from "../setup/settings/settings.ts";
import { askForAdoption } from "./adopt-request.ts";
import type { Consoles } from "./consoles.ts";
import { type SeedLook, stopForNewSettings, takeCorrectedSeed } from "./corrected-seed.ts";
import { createFailureNotifier, type FailureNotifier } from "./failure-notifier.ts";
import { openAccess } from "./open-access.ts";
import { createPatience } from "./patience.ts";
import { createProgress } from "./progress.ts";
import { type Provisioned, provision, readSettings } from "./provision.ts";
import { createTeller, type Teller } from "./teller.ts";

const retrySeconds = 60;

export interface FirstBootDeps {
  readonly provision: typeof provision;
  readonly fetch: typeof globalThis.fetch;
  /** Seconds of a clock that never jumps. */
  seconds(): number;
}

interface Run extends FirstBootDeps {
  readonly machine: Host;
  readonly consoles: Consoles;
  readonly notifier: FailureNotifier;
  /** On the consoles, each line only once. */
  readonly mention: (line: string) => Promise<void>;
  /** What is to be said about a stick that asks to renew the box. */
  readonly asked: readonly Issue[];
}

/** How one round went: the assistant is ready, other settings were taken meanwhile, or it could not finish. */
type Round =
  | { readonly ending: "ready" }
  | { readonly ending: "corrected"; readonly look: SeedLook }
  | { readonly ending: "failed"; readonly failure: Failure };

/**
 * Every boot of the installed box: provision (nothing to do from the second boot on), then watch until the assistant
 * really answers, telling every channel at each change. Whatever fails is tried again every minute: what heals (a full
 * disk, a slow machine) heals without a visit, and meanwhile the owner can log in. Returns when the assistant is ready, or at once when the
 * stick is to renew the box: then the computer has to restart.
 */
export async function firstBoot(
  machine: Host,
  consoles: Consoles,
  deps: FirstBootDeps = { provision, fetch, seconds: () => performance.now() / 1000 },
): Promise<"ready" | "restart"> {
  const notifier = createFailureNotifier(machine, consoles, deps);
  const asked = await askForAdoption(machine).catch(async (error) => {
    await consoles.print(`clawdie: the stick: ${error}`);
    return { restart: false, issues: [] };
  });
  if (asked.restart) {
    await consoles.print("clawdie: setup.txt on the stick asks to renew this box: restarting from the stick");
    return "restart";
  }
  const mentioned = new Set<string>();
  const mention = async (line: string) => {
    if (!mentioned.has(line)) await consoles.print(line);
    mentioned.add(line);
  };
  const run: Run = { ...deps, machine, consoles, notifier, mention, asked: asked.issues };
  let look: SeedLook | null = null;
  let told: string | null = null;
  for (;;) {
    const round = await tryRound(run, look, told);
    if (round.ending === "ready") return round.ending;
    look = round.ending === "corrected" ? round.look : null;
    told = round.ending === "failed" ? round.failure.message : null;
    if (round.ending === "corrected") continue;
    await machine.sleep(retrySeconds);
    await notifier.retry();
  }
}

/** @param told message of the failure that was shown already: when it happens again, nothing is said. */
async function tryRound(run: Run, before: SeedLook | null, told: string | null): Promise<Round> {
  const { machine, consoles, notifier } = run;
  let look = before;
  let settings: Settings | null = null;
  let failure: Failure;
  try {
    look ??= await takeCorrectedSeed(machine, run.mention);
    if (look.outcome === "taken") {
      await consoles.print("clawdie: setup.txt on the stick was corrected: its settings are taken over");
      await stopForNewSettings(machine);
    }
    const bytes = await machine.readFile(boxLayout.setupFile);
    settings = await readSettings(machine);
    const print = told === null ? (line: string) => void consoles.print(line) : () => undefined;
    const provisioned = await run.provision(machine, createProgress(print));
    await finishMaintenance(machine).catch((error) => consoles.print(`clawdie: maintenance: ${error}`));
    const teller = createTeller(machine, consoles, notifier, provisioned.settings, [
      ...run.asked,
      ...look.issues,
    ]);
    if (provisioned.report.failure === null) return await watch(run, provisioned, teller, bytes);
    failure = provisioned.report.failure;
  } catch (error) {
    // Not a step: the settings, the machine itself, a disk that is full. It is shown and tried again like one.
    failure = describeError({ id: "first-boot", title: "Set up this box" }, error);
  }
  if (settings !== null) await openAccess(machine, settings);
  if (failure.message !== told) {
    const teller = createTeller(machine, consoles, notifier, settings, look?.issues ?? []);
    const failed = {
      kind: "step-failed",
      plan: "firstboot",
      failure,
      reportPath: boxLayout.journal,
    } as const;
    await teller(failed).catch((error) => consoles.print(`clawdie: ${failure.message}\nclawdie: ${error}`));
  }
  return { ending: "failed", failure };
}

/**
 * Until ready, or until a corrected setup.txt was taken from the stick or by `clawdie apply --setup`.
 * @param before Bytes of the settings this round began with.
 */
async function watch(
  run: Run,
  { settings, tokens }: Provisioned,
  tell: Teller,
  before: Buffer | null,
): Promise<Round> {
  const { machine: host, fetch, notifier } = run;
  const isReplaced = async () => String(await host.readFile(boxLayout.setupFile)) !== String(before);
  // While it was provisioned: nobody is greeted by the old ones.
  if (await isReplaced()) return { ending: "corrected", look: { outcome: "unchanged", issues: [] } };
  const url = `http://127.0.0.1:${boxLayout.gatewayPort}`;
  const patience = createPatience(tell, run.seconds);
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
      await notifier.retry();
      look = await takeCorrectedSeed(host, run.mention);
      return look.outcome !== "unchanged" || (await isReplaced());
    },
  });
  return look !== null && record.state !== "ready" ? { ending: "corrected", look } : { ending: "ready" };
}
