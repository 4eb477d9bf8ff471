import type { Host } from "../setup/host/host.ts";
import { lookAround, type Situation } from "./look-around.ts";

/** What is different from the situation that was refused. */
export type Change = "typed" | "seed" | "disks" | "time";

const lookSeconds = 2;

/**
 * Until something is different from `refused`, and the same in two looks one after the other. A stick that is pulled
 * out is no reason to try again; that it is back is one, also with the same file. Says nothing but that the stick is
 * gone, once.
 * @param onLook called before each look.
 * @param limitSeconds after which it is "time" to try again although nothing changed; null: only a change ends it.
 */
export async function waitForChange(
  machine: Host,
  refused: Situation,
  onLook: () => Promise<void>,
  onGone: () => Promise<void>,
  limitSeconds: number | null = null,
): Promise<Change> {
  let gone = false;
  let waited = 0;
  let before: Situation | null = null;
  for (;;) {
    await machine.sleep(lookSeconds);
    waited += lookSeconds;
    await onLook();
    if (limitSeconds !== null && waited >= limitSeconds) return "time";
    // A stick pulled in the middle of a look is looked at again.
    const now = await lookAround(machine).catch(() => null);
    if (now === null) continue;
    if (now.seeds === "" && refused.seeds !== "" && !gone) {
      gone = true;
      await onGone();
    }
    const change = compare(refused, now, gone);
    if (change !== null && before !== null && isSame(before, now)) return change;
    before = now;
  }
}

/** Pure. */
function compare(refused: Situation, now: Situation, gone: boolean): Change | null {
  if (now.typed !== "") return "typed";
  if (now.seeds === "") return !gone && now.disks !== refused.disks ? "disks" : null;
  if (gone || now.seeds !== refused.seeds || now.content !== refused.content) return "seed";
  return now.disks === refused.disks ? null : "disks";
}

function isSame(a: Situation, b: Situation): boolean {
  return a.seeds === b.seeds && a.content === b.content && a.typed === b.typed && a.disks === b.disks;
}
