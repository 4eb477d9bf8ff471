import type { Host } from "../setup/host/host.ts";
import { buildPatch } from "../setup/wipe/overwrite-spans.ts";
import { type FileWipe, nameOf, planWipe, type WipePlan } from "../setup/wipe/plan-wipe.ts";
import { isSameStick, readSeedSources, type SeedSource } from "../setup/wipe/seed-source.ts";
import {
  type LeftSecret,
  readSeedWipe,
  type SeedWipe,
  type StickWipe,
  writeSeedWipe,
} from "../setup/wipe/seed-wipe.ts";
import type { Volume } from "./list-volumes.ts";
import { isWipeable, listSeedVolumes, withVolume } from "./seed-volume.ts";
import { describeStickError } from "./write-to-stick.ts";

/**
 * After the greeting: the secrets on the stick this box was set up from are overwritten where they lie, in copies of
 * setup.txt too, and read back. Any other stick is left alone. What a power cut interrupts goes on at the next call;
 * a stick that is done is never touched again. Throws nothing: what did not work is in the record.
 * @param mayBegin false: only what was begun goes on.
 * @param known secrets this box uses, to be found in copies that are not in the form of setup.txt.
 */
export async function wipeSeed(
  machine: Host,
  known: readonly string[],
  mayBegin: boolean,
): Promise<SeedWipe> {
  let record: SeedWipe = { schema: 1, sticks: [] };
  const keep = async (stick: StickWipe): Promise<void> => {
    const earlier = recall(record, stick.source);
    if (earlier !== null && isSameOutcome(earlier, stick)) return;
    const others = record.sticks.filter((other) => !isSameStick(other.source, stick.source));
    record = { schema: 1, sticks: [...others, stick] };
    await writeSeedWipe(machine, record);
  };
  try {
    const before = await readSeedWipe(machine);
    record = before;
    const sources = await readSeedSources(machine);
    const open = sources.filter((source) => {
      const earlier = recall(before, source);
      return earlier?.state !== "wiped" && (mayBegin || earlier?.begun != null);
    });
    if (open.length === 0) return before;
    const volumes = await listSeedVolumes(machine);
    for (const source of open) {
      const seen = volumes.filter((volume) => isSameStick(source, volume));
      await keep(await wipeStick(machine, seen, start(before, source, machine), known, keep));
    }
  } catch {
    // The record could not be read or kept (a full disk): nothing is begun without it, and the next call tries again.
  }
  return record;
}

/** Of this stick with this very file: another setup.txt taken from it since is another matter. */
function recall(record: SeedWipe, source: SeedSource): StickWipe | null {
  const isIt = (stick: StickWipe) => stick.source.wipedHash === source.wipedHash;
  return record.sticks.find((stick) => isSameStick(stick.source, source) && isIt(stick)) ?? null;
}

function start(before: SeedWipe, source: SeedSource, machine: Host): StickWipe {
  const at = machine.now().toISOString();
  const earlier = recall(before, source);
  return { source, state: "left", at, wiped: earlier?.wiped ?? [], left: [], begun: earlier?.begun ?? null };
}

/** A second boot writes nothing when nothing is different. */
function isSameOutcome(a: StickWipe, b: StickWipe): boolean {
  return JSON.stringify({ ...a, at: "" }) === JSON.stringify({ ...b, at: "" });
}

async function wipeStick(
  machine: Host,
  volumes: readonly Volume[],
  stick: StickWipe,
  known: readonly string[],
  keep: (stick: StickWipe) => Promise<void>,
): Promise<StickWipe> {
  let { begun } = stick;
  const stay = (reason: LeftSecret["reason"], detail = ""): StickWipe => ({
    ...stick,
    begun,
    state: stick.wiped.length > 0 ? "partly" : "left",
    left: [{ name: null, reason, detail }],
  });
  const [volume, ...others] = volumes;
  if (volume === undefined) return stay("not-plugged-in");
  if (others.length > 0) return stay("several");
  if (volume.readOnly) return stay("write-protected");
  if (!isWipeable(volume)) return stay("format", volume.fileSystem);
  try {
    const plan = await withVolume(volume, machine, "ro", (folder) =>
      planWipe(machine.at(folder), stick, known),
    );
    if (plan === null) return stay("changed");
    if (plan.files.length === 0) return finish(stick, plan, []);
    const names = plan.files.map(({ path }) => nameOf(path));
    begun = { names: [...new Set([...(begun?.names ?? []), ...names])], setup: [...plan.setup] };
    await keep({ ...stick, state: "begun", begun });
    return finish({ ...stick, begun }, plan, await overwrite(machine, volume, plan.files));
  } catch (error) {
    return stay("failed", describeStickError(error));
  }
}

/** Answers the names of files that were read back as they are to be. */
async function overwrite(machine: Host, volume: Volume, files: readonly FileWipe[]): Promise<string[]> {
  await withVolume(volume, machine, "rw", async (folder) => {
    const stick = machine.at(folder);
    for (const { path, spans } of files) await stick.overwrite(path, spans.map(buildPatch));
  });
  // Unmounted, so no page of a file is remembered; this drops what is remembered of the device itself.
  await machine.run("blockdev", ["--flushbufs", volume.device]);
  return withVolume(volume, machine, "ro", async (folder) => {
    const stick = machine.at(folder);
    const good: string[] = [];
    for (const { path, wanted } of files) {
      if ((await stick.readFile(path))?.equals(wanted)) good.push(nameOf(path));
    }
    return good;
  });
}

function finish(stick: StickWipe, plan: WipePlan, verified: readonly string[]): StickWipe {
  const lost = plan.files.map(({ path }) => nameOf(path)).filter((name) => !verified.includes(name));
  const wiped = [...new Set([...stick.wiped, ...plan.done, ...verified])].toSorted();
  const left: LeftSecret[] = [
    ...lost.map((name) => ({ name, reason: "not-kept", detail: "" }) as const),
    ...plan.left,
  ];
  const state = left.length === 0 ? "wiped" : wiped.length > 0 ? "partly" : "left";
  return { ...stick, state, wiped, left, begun: lost.length === 0 ? null : stick.begun };
}
