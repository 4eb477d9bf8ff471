import type { FileStat } from "../host/host.ts";
import type { FileOwner } from "../plan/step.ts";

/** What differs between a file and how it shall be owned, in words; null when nothing does. */
export function describeDifference(found: FileStat, wanted: FileOwner): string | null {
  if (found.mode !== wanted.mode) return `mode ${octal(found.mode)}, not ${octal(wanted.mode)}`;
  if (found.owner !== wanted.owner) return `owner ${found.owner}, not ${wanted.owner}`;
  if (found.group !== wanted.group) return `group ${found.group}, not ${wanted.group}`;
  return null;
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}
