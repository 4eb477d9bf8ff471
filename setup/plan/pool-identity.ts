import { createHash } from "node:crypto";
import type { Facts } from "../facts/facts.ts";

/** User property that makes a pool ours; its value names the first installation of the box, and never changes. */
export const installIdProperty = "org.clawdie:install-id";

/** User property: the computer the box belongs to. */
export const computerProperty = "org.clawdie:computer";

/** 16 hexadecimal digits that tell this computer from any other without naming it; null when it has no number. Pure. */
export function markComputer({ machine }: Pick<Facts, "machine">): string | null {
  return machine.identity === null ? null : shortHash(machine.identity);
}

/** 16 hexadecimal digits. Pure. */
export function shortHash(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 16);
}
