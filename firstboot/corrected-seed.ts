import { parseDocument } from "../setup/config/document.ts";
import { findSeedFile } from "../setup/config/find-seed-file.ts";
import { hashSeed } from "../setup/config/hash-seed.ts";
import type { SeedFile } from "../setup/config/read-seed-file.ts";
import { validateConfig } from "../setup/config/validate.ts";
import { readHandoffRecord } from "../setup/handoff/handoff-record.ts";
import type { Host } from "../setup/host/host.ts";
import type { Issue } from "../setup/issues/issue.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import { hashPasswords } from "../setup/settings/hash-password.ts";
import { readProfiles } from "../setup/settings/read-profiles.ts";
import { resolveSettings } from "../setup/settings/resolve-settings.ts";
import { renderSetupEnv } from "../setup/settings/setup-env.ts";
import { listSeedVolumes, withSeed } from "./seed-volume.ts";

/** What a look at the stick brought: settings replaced, or a changed file that cannot be used. */
export interface SeedLook {
  readonly outcome: "unchanged" | "taken" | "refused";
  readonly issues: readonly Issue[];
}

const unchanged: SeedLook = { outcome: "unchanged", issues: [] };
const ownerOnly = { mode: 0o600 } as const;

/**
 * Until the assistant has greeted its owner, a corrected setup.txt on the stick replaces the box's settings: a refused
 * key is cured by editing the file, not by installing again. Afterwards the seed is ignored.
 */
export async function takeCorrectedSeed(machine: Host): Promise<SeedLook> {
  const record = await readHandoffRecord(machine);
  if (record !== null && record.greetedAt !== null) return unchanged;
  const file = await readSeed(machine);
  if (file?.bytes === undefined || file.bytes === null) return unchanged;
  const hash = hashSeed(file.bytes);
  const known = (await machine.readFile(boxLayout.seedHash))?.toString("utf8").trim();
  if (hash === known) return unchanged;
  const look = await replaceSettings(file.bytes, machine);
  await machine.writeFile(boxLayout.seedHash, `${hash}\n`, ownerOnly);
  return look;
}

async function readSeed(machine: Host): Promise<SeedFile | null> {
  const [volume, ...others] = await listSeedVolumes(machine);
  if (volume === undefined || others.length > 0) return null;
  // A stick pulled in the middle of this is looked at again the next time.
  return withSeed(volume, machine, "ro", findSeedFile).catch(() => null);
}

/** Judge the file as a new installation would; write its settings down when they can be used. */
export async function replaceSettings(bytes: Uint8Array, machine: Host): Promise<SeedLook> {
  const { config, issues } = validateConfig(parseDocument(bytes));
  if (config === null) return { outcome: "refused", issues };
  const resolved = resolveSettings(await hashPasswords(config, machine), await readProfiles());
  const all = [...issues, ...resolved.issues];
  if (resolved.settings === null) return { outcome: "refused", issues: all };
  await machine.writeFile(boxLayout.setupFile, renderSetupEnv(resolved.settings), ownerOnly);
  return { outcome: "taken", issues: all };
}

/** The services read their settings at their start; provisioning starts them again. */
export async function stopForNewSettings(machine: Host): Promise<void> {
  for (const service of [boxLayout.services.runtime, boxLayout.services.control]) {
    await machine.run("rc-service", ["--ifexists", "--ifstarted", service, "stop"], { allowExit: [0, 1] });
  }
}
