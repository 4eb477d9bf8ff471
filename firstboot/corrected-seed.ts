import { resolveAdopted } from "../setup/adopt/resolve-adopted.ts";
import { parseDocument } from "../setup/config/document.ts";
import { hashSeed } from "../setup/config/hash-seed.ts";
import type { SetupConfig } from "../setup/config/schema.ts";
import { validateConfig } from "../setup/config/validate.ts";
import { readHandoffRecord } from "../setup/handoff/handoff-record.ts";
import type { Host } from "../setup/host/host.ts";
import { buildIssue } from "../setup/issues/build-issue.ts";
import type { Issue } from "../setup/issues/issue.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import { hashPasswords } from "../setup/settings/hash-password.ts";
import { readProfiles } from "../setup/settings/read-profiles.ts";
import { type ResolvedSettings, resolveSettings } from "../setup/settings/resolve-settings.ts";
import { parseSetupEnv, renderSetupEnv } from "../setup/settings/setup-env.ts";
import { addSeedSource } from "../setup/wipe/seed-source.ts";
import { readSeedVolume } from "./find-seed.ts";
import { findSeedSource } from "./find-seed-source.ts";
import { listSeedVolumes } from "./seed-volume.ts";

/** What a look at the stick brought: settings replaced, or a changed file that cannot be used. */
export interface SeedLook {
  readonly outcome: "unchanged" | "taken" | "refused";
  readonly issues: readonly Issue[];
}

const unchanged: SeedLook = { outcome: "unchanged", issues: [] };
const ownerOnly = { mode: 0o600 } as const;
const settleSeconds = 2;

/**
 * Until the assistant has greeted its owner, a corrected setup.txt on the stick replaces the box's settings: a refused
 * key is cured by editing the file, not by installing again. Afterwards the seed is ignored. A stick that cannot be read
 * holds nothing up: the box goes on with the settings it has.
 * @param tell Where to say that it cannot be read; the same words each time.
 */
export async function takeCorrectedSeed(
  machine: Host,
  tell: (line: string) => unknown = () => undefined,
): Promise<SeedLook> {
  const record = await readHandoffRecord(machine);
  if (record !== null && record.greetedAt !== null) return unchanged;
  const bytes = await readSeed(machine, tell);
  if (bytes === null) return unchanged;
  const hash = hashSeed(bytes);
  const known = String((await machine.readFile(boxLayout.seedHash)) ?? "").split(/\s+/);
  if (known.includes(hash)) return unchanged;
  // A file that is being saved somewhere else is not read halfway.
  await machine.sleep(settleSeconds);
  const again = await readSeed(machine, tell);
  if (again === null || hashSeed(again) !== hash) return unchanged;
  const look = await replaceSettings(bytes, machine);
  const source = look.outcome === "taken" ? await findSeedSource(machine, bytes) : null;
  if (source !== null) await addSeedSource(machine, source);
  await machine.writeFile(boxLayout.seedHash, `${hash}\n`, ownerOnly);
  return look;
}

/** Bytes of the setup.txt of the one stick, or null. */
async function readSeed(machine: Host, tell: (line: string) => unknown): Promise<Uint8Array | null> {
  try {
    const [volume, ...others] = await listSeedVolumes(machine);
    if (volume === undefined || others.length > 0) return null;
    // A stick that is pulled in the middle of this is looked at again the next time.
    return (await readSeedVolume(machine, volume)).bytes;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    await tell(
      `clawdie: the stick cannot be read (${why}). The box goes on without it. If setup.txt was corrected, pull the stick out and put it in again, or try another stick.`,
    );
    return null;
  }
}

/** Judge the file as a new installation would; write its settings down when they can be used. */
export async function replaceSettings(bytes: Uint8Array, machine: Host): Promise<SeedLook> {
  const { config, issues } = validateConfig(parseDocument(bytes));
  if (config === null) return { outcome: "refused", issues };
  const resolved = await resolve(await hashPasswords(config, machine), machine);
  const all = [...issues, ...resolved.issues];
  if (resolved.settings === null) return { outcome: "refused", issues: all };
  await machine.writeFile(boxLayout.setupFile, renderSetupEnv(resolved.settings), ownerOnly);
  return { outcome: "taken", issues: all };
}

/** A file for an adoption leaves blank what the box has. */
async function resolve(config: SetupConfig, machine: Host): Promise<ResolvedSettings> {
  const profiles = await readProfiles();
  const kept = config.INSTALL_MODE === "adopt" ? await machine.readFile(boxLayout.setupFile) : null;
  if (config.INSTALL_MODE === "adopt" && kept === null) {
    return { settings: null, issues: [buildIssue("adopt.none", { key: "INSTALL_MODE" })] };
  }
  return kept === null
    ? resolveSettings(config, profiles)
    : resolveAdopted(config, parseSetupEnv(kept.toString("utf8")), profiles);
}

/** The services read their settings at their start; provisioning starts them again. */
export async function stopForNewSettings(machine: Host): Promise<void> {
  const { runtime, spending, control } = boxLayout.services;
  for (const service of [runtime, spending, control]) {
    await machine.run("rc-service", ["--ifexists", "--ifstarted", service, "stop"], { allowExit: [0, 1] });
  }
}

/**
 * Services were stopped for new settings, and provisioning did not come to its end: the first boot's service tries again
 * every minute and tells what is in the way. Nobody else would start them before the next restart of the box.
 */
export async function leaveToFirstBoot(machine: Host): Promise<void> {
  const { firstboot } = boxLayout.services;
  await machine.run("rc-service", ["--ifexists", firstboot, "restart"], {
    ...{ allowExit: [0, 1], timeoutSeconds: 60 },
  });
}
