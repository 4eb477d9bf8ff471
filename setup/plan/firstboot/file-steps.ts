import type { Secret } from "../../issues/secret.ts";
import type { FileOwner, StepOf } from "../step.ts";

const rootFile: FileOwner = { mode: 0o644, owner: "root", group: "root" };
const rootFolder: FileOwner = { mode: 0o755, owner: "root", group: "root" };

/** A file of the system; root's and readable by all when nothing else is said. */
export function fileStep(
  id: string,
  title: string,
  path: string,
  content: string | Secret,
  owner: FileOwner = rootFile,
): StepOf<"write-file"> {
  return { id, kind: "write-file", title, path, content, ...owner };
}

export function folderStep(
  id: string,
  title: string,
  path: string,
  owner: FileOwner = rootFolder,
): StepOf<"make-folder"> {
  return { id, kind: "make-folder", title, path, ...owner };
}

/** Readable by one service account only. */
export function privateTo(account: string, mode: 0o600 | 0o700): FileOwner {
  return { mode, owner: account, group: account };
}
