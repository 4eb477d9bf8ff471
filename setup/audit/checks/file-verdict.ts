import type { FileOwner } from "../../plan/step.ts";
import type { Evidence } from "../evidence.ts";

/** What is wrong with a path's kind, owner and mode; null when nothing is. Pure. */
export function describeWrongFile(
  seen: Evidence,
  path: string,
  wanted: FileOwner,
  kind: "file" | "folder" = "file",
): string | null {
  const found = seen.files[path];
  if (found === undefined || found === null) return `${path} is missing`;
  if (found.kind !== kind) return `${path} is a ${found.kind}`;
  const is = describeOwner(found);
  return is === describeOwner(wanted) ? null : `${path} is ${is}`;
}

/** "0600 root:root". Pure. */
export function describeOwner({ mode, owner, group }: FileOwner): string {
  return `${mode.toString(8).padStart(4, "0")} ${owner}:${group}`;
}
