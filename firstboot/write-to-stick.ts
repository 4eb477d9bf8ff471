import type { Host } from "../setup/host/host.ts";
import { buildIssue } from "../setup/issues/build-issue.ts";
import { SetupError } from "../setup/issues/exceptions.ts";
import type { Issue } from "../setup/issues/issue.ts";
import { isWritable, listSeedVolumes, withVolume } from "./seed-volume.ts";

/** Files for the top of the stick: name → text with `\n` line ends, written with CRLF; null takes a file of ours away. */
export type StickFiles = Readonly<Record<string, string | null>>;

/**
 * Onto the one seed that is plugged in. Each file is whole at any moment: written under another name in the same
 * folder, on the stick before it takes the old one's place. Answers null, or the issue that says why not; no seed, two
 * of them, or one that is only read are no surprise and no issue.
 */
export async function writeToStick(files: StickFiles, machine: Host): Promise<Issue | null> {
  try {
    const [volume, ...others] = await listSeedVolumes(machine);
    if (volume === undefined || others.length > 0 || !isWritable(volume)) return null;
    await withVolume(volume, machine, "rw", async (folder) => {
      const stick = machine.at(folder);
      for (const [name, text] of Object.entries(files)) {
        if (text === null) await stick.remove(`/${name}`);
        else await stick.writeFile(`/${name}`, text.replaceAll("\n", "\r\n"), { mode: 0o600 });
      }
    });
    return null;
  } catch (error) {
    return buildIssue("seed.result-not-written", {}, { reason: describeStickError(error) });
  }
}

/** Why writing to a stick did not work, in a few words. Pure. */
export function describeStickError(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOSPC") return "it is full";
  if (code === "EROFS") return "its file system is damaged or read-only";
  if (error instanceof SetupError && "stderrTail" in error)
    return String(error.stderrTail).split("\n")[0] ?? "";
  return error instanceof Error ? error.message : String(error);
}
