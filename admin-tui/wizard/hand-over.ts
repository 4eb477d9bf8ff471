import { dirname } from "node:path";
import type { Host } from "../../setup/host/host.ts";
import { boxLayout } from "../../setup/plan/box-layout.ts";

/** Give the typed file to the installer that waits for it: atomically, readable by root only, in RAM. */
export async function handOver(content: Buffer, machine: Host): Promise<void> {
  await machine.makeFolder(dirname(boxLayout.typedSetup), { mode: 0o700 });
  await machine.writeFile(boxLayout.typedSetup, content, { mode: 0o600 });
}

/**
 * Answers when the installer no longer waits for the file it had refused, because it has taken another one or refused
 * another one. Ends early, false, when `ended` says so.
 */
export async function waitForInstaller(
  machine: Host,
  refused: Buffer,
  ended: () => boolean,
): Promise<boolean> {
  while (!ended()) {
    const now = await machine.readFile(boxLayout.refusedSetup);
    if (now === null || !now.equals(refused)) return !ended();
    await machine.sleep(1);
  }
  return false;
}
