import { dirname } from "node:path";
import type { SeedFile } from "../setup/config/read-seed-file.ts";
import type { Host } from "../setup/host/host.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";

const { typedSetup, refusedSetup } = boxLayout;

export async function hasTyped(machine: Host): Promise<boolean> {
  return (await machine.stat(typedSetup)) !== null;
}

/** What was typed at a console since the last time, or null. It is there once: the next one is another one. */
export async function takeTyped(machine: Host): Promise<SeedFile | null> {
  const bytes = await machine.readFile(typedSetup);
  if (bytes === null) return null;
  await machine.remove(typedSetup);
  return { path: typedSetup, bytes, issues: [] };
}

/** While the installer waits, whoever sits at the console can mend what was refused; no bytes are an empty file. */
export async function keepRefused(machine: Host, bytes: Uint8Array | null): Promise<void> {
  await machine.makeFolder(dirname(refusedSetup), { mode: 0o700 });
  await machine.writeFile(refusedSetup, Buffer.from(bytes ?? []), { mode: 0o600 });
}

export async function releaseRefused(machine: Host): Promise<void> {
  await machine.remove(refusedSetup);
}
