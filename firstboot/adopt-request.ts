import { parseDocument } from "../setup/config/document.ts";
import { hashSeed } from "../setup/config/hash-seed.ts";
import { validateConfig } from "../setup/config/validate.ts";
import type { Host } from "../setup/host/host.ts";
import { buildIssue } from "../setup/issues/build-issue.ts";
import type { Issue } from "../setup/issues/issue.ts";
import { adoptRequest, boxLayout } from "../setup/plan/box-layout.ts";
import { findOwnDisk } from "../setup/steps/find-own-disk.ts";
import { withEsp } from "../setup/steps/with-esp.ts";
import { hashWiped, readSeedSources } from "../setup/wipe/seed-source.ts";
import { readSeedVolume } from "./find-seed.ts";
import { listSeedVolumes } from "./seed-volume.ts";

/** What the box does about a stick that asks to renew it. */
export interface AdoptAnswer {
  readonly restart: boolean;
  readonly issues: readonly Issue[];
}

/**
 * The stick's boot menu starts an installed box. When setup.txt on the stick asks for an adoption that this box has not
 * had, the box leaves a note for that menu on its boot partition and restarts: once for each file. A note that nobody
 * asks for any more is removed. Otherwise nothing is written.
 */
export async function askForAdoption(machine: Host): Promise<AdoptAnswer> {
  const wanted = await findWantedAdoption(machine);
  const disk = await findOwnDisk(boxLayout.pool, machine);
  const noted = await withEsp(disk, machine, "ro", (esp) => esp.readFile(adoptRequest));
  const isNoted = noted !== null && String(noted).trim() === wanted;
  if (wanted === null && noted === null) return { restart: false, issues: [] };
  if (isNoted) return { restart: false, issues: [buildIssue("adopt.not-started", { key: "INSTALL_MODE" })] };
  await withEsp(disk, machine, "rw", async (esp) => {
    if (wanted === null) await esp.remove(adoptRequest);
    else await esp.writeFile(adoptRequest, `${wanted}\n`, { mode: 0o600 });
  });
  return { restart: wanted !== null, issues: [] };
}

/** Hash of the setup.txt of the one stick, when it asks for an adoption and was not taken over yet. */
async function findWantedAdoption(machine: Host): Promise<string | null> {
  const [volume, ...others] = await listSeedVolumes(machine);
  if (volume === undefined || others.length > 0) return null;
  const { bytes } = await readSeedVolume(machine, volume);
  if (bytes === null || validateConfig(parseDocument(bytes)).install.INSTALL_MODE !== "adopt") return null;
  const known = String((await machine.readFile(boxLayout.seedHash)) ?? "").split(/\s+/);
  // Its secrets are overwritten later: that makes it no other file.
  const wiped = hashWiped(bytes);
  const taken = (await readSeedSources(machine)).some(({ wipedHash }) => wipedHash === wiped);
  return taken || known.includes(hashSeed(bytes)) ? null : wiped;
}
