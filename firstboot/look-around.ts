import { fingerprintSeed, hashSeed } from "../setup/config/hash-seed.ts";
import type { Host } from "../setup/host/host.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import { readSeedVolume } from "./find-seed.ts";
import { listSeedVolumes } from "./seed-volume.ts";

/** Everything a refusal may depend on, as texts to compare: never a value of setup.txt. */
export interface Situation {
  /** The seeds by device and plug-in number; empty while no seed is there. */
  readonly seeds: string;
  /** What the one seed's file says; empty when there is not exactly one seed. */
  readonly content: string;
  /** Hash of the file typed on the box; empty when there is none. */
  readonly typed: string;
  /** The disks by name, size and plug-in number. */
  readonly disks: string;
}

/** When even looking did not work: whatever is seen next is a change. */
export const noSituation: Situation = { seeds: "", content: "", typed: "", disks: "" };

/** A look that changes nothing and says nothing. */
export async function lookAround(machine: Host): Promise<Situation> {
  const volumes = await listSeedVolumes(machine);
  const [seed, ...others] = volumes;
  const file = seed === undefined || others.length > 0 ? null : await readSeedVolume(machine, seed);
  const typed = await machine.readFile(boxLayout.typedSetup);
  return {
    seeds: volumes.map(({ device, disk }) => `${device} ${disk}`).join("\n"),
    content: file === null ? "" : describeContent(fingerprintSeed(file)),
    typed: typed === null ? "" : hashSeed(typed),
    disks: await listDisks(machine),
  };
}

/** The kernel words the same trouble differently each time; it is the same trouble. */
function describeContent(fingerprint: string): string {
  return fingerprint.includes("seed.unreadable") ? "unreadable" : fingerprint;
}

/** From /sys, without touching a disk. */
async function listDisks(machine: Host): Promise<string> {
  const names = (await machine.listFolder("/sys/block")).filter((name) => !/^(loop|ram|zram|nbd)/.test(name));
  const lines = names.map(async (name) => {
    const read = async (file: string) =>
      String((await machine.readFile(`/sys/block/${name}/${file}`)) ?? "").trim();
    return `${name} ${await read("size")} ${await read("diskseq")}`;
  });
  return (await Promise.all(lines)).join("\n");
}
