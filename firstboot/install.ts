import { readKeptSettings } from "../setup/adopt/read-kept-settings.ts";
import { hashSeed } from "../setup/config/hash-seed.ts";
import type { SeedFile } from "../setup/config/read-seed-file.ts";
import { describeError, type Failure } from "../setup/execute/report.ts";
import type { Facts } from "../setup/facts/facts.ts";
import { gatherFacts } from "../setup/facts/gather-facts.ts";
import { gatherInterfaces } from "../setup/facts/gather-interfaces.ts";
import type { Host } from "../setup/host/host.ts";
import { type InstallWish, prepareInstall } from "../setup/settings/prepare-install.ts";
import { readProfiles } from "../setup/settings/read-profiles.ts";
import { programVersion } from "../setup/status/program-version.ts";
import type { Consoles } from "./consoles.ts";
import { createFailureNotifier, type FailureNotifier, type NotifierDeps } from "./failure-notifier.ts";
import { findSeed } from "./find-seed.ts";
import { findSeedSource } from "./find-seed-source.ts";
import { lookAround, noSituation } from "./look-around.ts";
import { publishResult } from "./publish-result.ts";
import { readTelegramAccess } from "./read-telegram-access.ts";
import { readyMachine, startNetwork } from "./ready-machine.ts";
import type { ResultState } from "./result-state.ts";
import { runAcceptedInstall } from "./run-install.ts";
import { waitForSeeds } from "./seed-volume.ts";
import { renderThisComputer } from "./this-computer.ts";
import { hasTyped, keepRefused, releaseRefused, takeTyped } from "./typed-setup.ts";
import { waitForChange } from "./wait-for-change.ts";

/** A slow stick takes up to 40 s to appear. */
const seedWaitSeconds = 40;
/** What could not be looked at, such as a disk that goes away just now, is looked at again. */
const lookAgainSeconds = 60;

export interface InstallDeps extends NotifierDeps {
  /** How the machine is looked at. */
  readonly gather: (machine: Host) => Promise<Facts>;
}

interface Attempt {
  readonly file: SeedFile;
  readonly facts: Facts;
  readonly wish: InstallWish;
}

/**
 * The whole visit of the stick: check everything, then install, then restart. What is refused is told, and the box waits
 * for another stick, file or disk and starts over by itself, with the machine looked at anew. Answers whether to
 * restart; "stay" only after a step that failed, when there is something on the disk.
 */
export async function install(
  machine: Host,
  consoles: Consoles,
  deps: InstallDeps = { gather: gatherFacts, fetch, seconds: () => performance.now() / 1000 },
): Promise<"restart" | "stay"> {
  const { gather } = deps;
  const notifier = createFailureNotifier(machine, consoles, deps);
  await consoles.print(
    `clawdie: Clawdie Appliance ${programVersion}: looking at the stick and this computer`,
  );
  await readyMachine(machine);
  await waitForSeeds(
    machine,
    seedWaitSeconds,
    (left) => consoles.print(`clawdie: looking for the volume CLAWDIESEED with setup.txt, ${left} s left`),
    () => hasTyped(machine),
  );
  let typed: SeedFile | null = null;
  let told: string | null = null;
  const refused = new Set<string>();
  for (;;) {
    // First, so that what changes during the attempt is a change too.
    const situation = await lookAround(machine).catch(() => noSituation);
    typed = (await takeTyped(machine)) ?? typed;
    const attempt = await tryOnce(typed, machine, gather);
    if ("failure" in attempt) {
      if (attempt.failure.message !== told) await tellLook(attempt.failure, machine, consoles);
      told = attempt.failure.message;
    } else if (attempt.wish.accepted !== null) {
      const { wish, facts } = attempt;
      const { seedHash } = attempt.wish.accepted;
      // A typed file was preferred to those that were refused: one of them on the stick is no correction of it.
      const known = typed === null ? [seedHash] : [seedHash, ...refused];
      const accepted = { ...attempt.wish.accepted, seedHash: known.join("\n") };
      const source = await findSeedSource(machine, attempt.file.bytes ?? new Uint8Array());
      const sources = source === null ? [] : [source];
      const found = { issues: wish.issues, seedSources: sources, facts };
      return runAcceptedInstall(accepted, found, machine, consoles, notifier);
    } else {
      await refuse(attempt, machine, consoles, notifier);
      if (attempt.file.bytes !== null) refused.add(hashSeed(attempt.file.bytes));
      told = null;
    }
    const failed = "failure" in attempt;
    await keepRefused(machine, failed ? null : attempt.file.bytes);
    const change = await waitForChange(
      machine,
      { ...situation, typed: "" },
      notifier.retry,
      () => consoles.print("clawdie: the stick is out; put it back in when setup.txt is corrected"),
      failed ? lookAgainSeconds : null,
    );
    await releaseRefused(machine);
    if (change !== "time") await consoles.print(`clawdie: ${changeTexts[change]}: starting over`);
    if (change === "seed") typed = null;
  }
}

const changeTexts = {
  seed: "the stick is there",
  typed: "a setup.txt was typed in here",
  disks: "the disks are others than before",
} as const;

/** A failure when the machine itself could not be looked at. */
async function tryOnce(
  typed: SeedFile | null,
  machine: Host,
  gather: (machine: Host) => Promise<Facts>,
): Promise<Attempt | { readonly failure: Failure }> {
  try {
    // Side by side: each waits mostly for other programs. The stick is let go of before anything else happens.
    const seed = typed === null ? findSeed(machine) : Promise.resolve(typed);
    const facts = await gather(machine).finally(() => seed);
    const file = await seed;
    return { file, facts, wish: await judge(file, facts, machine) };
  } catch (error) {
    return { failure: describeError({ id: "look", title: "Look at the stick and this computer" }, error) };
  }
}

/** Like every other trouble: on the stick, and on the screens. */
async function tellLook(failure: Failure, machine: Host, consoles: Consoles): Promise<void> {
  const time = machine.now().toISOString();
  const base = { version: programVersion, time, issues: [], reportPath: null, box: null };
  const result: ResultState = { ...base, kind: "step-failed", plan: "look", failure };
  await publishResult(result, machine, consoles, "printed");
}

/** Without any file, the disks are not worth talking about yet. */
async function judge(file: SeedFile, facts: Facts, machine: Host): Promise<InstallWish> {
  if (file.issues.some(({ code, severity }) => severity === "error" && code.startsWith("seed."))) {
    return { accepted: null, issues: file.issues, disks: null };
  }
  return prepareInstall(file, facts, await readProfiles(), machine, (disk, installation) =>
    readKeptSettings(machine, disk, installation),
  );
}

async function refuse(
  { file, facts, wish }: Attempt,
  machine: Host,
  consoles: Consoles,
  notifier: FailureNotifier,
): Promise<void> {
  const { issues, disks } = wish;
  const time = machine.now().toISOString();
  // By now the network cards know whether a cable is in.
  const seen = { ...facts, interfaces: await gatherInterfaces(machine) };
  const result: ResultState = { version: programVersion, time, kind: "install-stopped", issues, disks };
  const page = { "THIS-COMPUTER.txt": renderThisComputer(seen, programVersion) };
  await publishResult(result, machine, consoles, "printed", page);
  const access = file.bytes === null ? null : readTelegramAccess(file.bytes);
  if (access !== null) await startNetwork(machine);
  await notifier.take(result, access, []);
}
