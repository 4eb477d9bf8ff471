import { findSeedFile } from "../setup/config/find-seed-file.ts";
import { fingerprintSeed } from "../setup/config/hash-seed.ts";
import type { SeedFile } from "../setup/config/read-seed-file.ts";
import type { Host } from "../setup/host/host.ts";
import { buildIssue } from "../setup/issues/build-issue.ts";
import { CommandError } from "../setup/issues/exceptions.ts";
import type { Issue } from "../setup/issues/issue.ts";
import { readKernelReason } from "./kernel-reason.ts";
import { describeVolume, listVolumes, type Volume } from "./list-volumes.ts";
import { describePassedOver, findElsewhere } from "./seed-elsewhere.ts";
import { isSeed, isWritable, withVolume } from "./seed-volume.ts";

/** A file that is being saved somewhere else is not read halfway. */
const settleSeconds = 1;
const settleTries = 10;

/** The setup.txt of the one seed that is plugged in now, or every reason why there is none. Total: nothing is thrown. */
export async function findSeed(machine: Host): Promise<SeedFile> {
  const volumes = await listVolumes(machine);
  const [seed, ...others] = volumes.filter(isSeed);
  if (seed === undefined) {
    const elsewhere = await findElsewhere(machine, volumes);
    const notFound = buildIssue("seed.not-found", {}, { seen: describePassedOver(volumes) });
    return none(elsewhere === null ? [notFound] : [elsewhere]);
  }
  if (others.length > 0) {
    const devices = [seed, ...others].map(describeVolume).join(", ");
    return none([buildIssue("seed.several", {}, { devices })]);
  }
  const file = await readSettled(machine, seed);
  const absent = file.issues.some(({ code }) => code === "file.not-found");
  const elsewhere = absent ? await findElsewhere(machine, volumes) : null;
  const unread = file.issues.some(({ code }) => code.startsWith("seed."));
  const warnings = unread ? [] : warnOfVolume(seed);
  return { ...file, issues: [...file.issues, ...(elsewhere === null ? [] : [elsewhere]), ...warnings] };
}

/** Read until it is twice the same: the stick of a virtual machine may be edited while it is plugged in. */
async function readSettled(machine: Host, seed: Volume): Promise<SeedFile> {
  let before = await readSeedVolume(machine, seed);
  for (let left = settleTries; left > 0; left -= 1) {
    await machine.sleep(settleSeconds);
    const now = await readSeedVolume(machine, seed);
    if (fingerprintSeed(now) === fingerprintSeed(before)) return now;
    before = now;
  }
  return none([buildIssue("seed.changing")]);
}

/** One look at one seed. A volume that cannot be mounted or read is an issue with the kernel's reason. */
export async function readSeedVolume(machine: Host, seed: Volume): Promise<SeedFile> {
  try {
    const file = await withVolume(seed, machine, "ro", findSeedFile);
    const damage = file.issues.find(({ code }) => code === "file.unreadable");
    return damage === undefined ? file : none([await describeDamage(machine, seed, damage.message)]);
  } catch (error) {
    return none([await describeTrouble(machine, seed, error)]);
  }
}

function none(issues: readonly Issue[]): SeedFile {
  return { path: null, bytes: null, issues };
}

async function describeTrouble(machine: Host, seed: Volume, error: unknown): Promise<Issue> {
  const said = error instanceof CommandError ? error.stderrTail : String(error);
  const { device, fileSystem } = seed;
  if (fileSystem === "unknown") return describeDamage(machine, seed, "no file system is recognized on it");
  if (/unknown filesystem type/i.test(said)) {
    return buildIssue("seed.format", {}, { device, format: fileSystem });
  }
  return describeDamage(machine, seed, said.split("\n")[0] ?? said);
}

async function describeDamage(machine: Host, seed: Volume, said: string): Promise<Issue> {
  const reason = (await readKernelReason(machine, seed)) ?? said.replace(/\.$/, "");
  return buildIssue("seed.unreadable", {}, { device: seed.device, reason });
}

/** What keeps the result from being written to it. */
function warnOfVolume(seed: Volume): Issue[] {
  const { device, fileSystem } = seed;
  if (isWritable(seed)) return [];
  if (seed.readOnly || fileSystem === "iso9660") return [buildIssue("seed.read-only", {}, { device })];
  return [buildIssue("seed.reformatted", {}, { device, format: fileSystem })];
}
