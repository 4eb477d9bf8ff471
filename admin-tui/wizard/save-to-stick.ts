import type { Volume } from "../../firstboot/list-volumes.ts";
import { isWritable, listSeedVolumes, withVolume } from "../../firstboot/seed-volume.ts";
import { listEntries } from "../../setup/config/find-seed-file.ts";
import type { Host } from "../../setup/host/host.ts";

export interface SaveOutcome {
  readonly saved: boolean;
  /** One or two sentences for the reader. */
  readonly message: string;
}

/** Apart from the installer's own, which may have the stick mounted at the same moment. */
const mountPoint = "/run/clawdie/seed-saving";
const keptName = "setup-before.txt";

/** Write setup.txt onto the one stick that is plugged in; what was there before is kept beside it. */
export async function saveToStick(content: Buffer, machine: Host): Promise<SaveOutcome> {
  const [volume, ...others] = await listSeedVolumes(machine);
  if (volume === undefined) {
    return refuse("no stick with the volume CLAWDIESEED is plugged in. Plug it in, then try again.");
  }
  if (others.length > 0)
    return refuse("more than one Clawdie stick is plugged in. Leave only one, then try again.");
  if (!isWritable(volume)) return refuse(describeFormat(volume));
  try {
    return await withVolume(
      volume,
      machine,
      "rw",
      (folder) => saveToFolder(content, machine.at(folder)),
      mountPoint,
    );
  } catch (error) {
    return refuse(describeFailure(error));
  }
}

/**
 * Crash-safe: the old bytes lie in setup-before.txt before setup.txt is replaced by one rename. Files that the checker
 * would take for a second setup.txt go, once they are kept. Exported for tests; `stick` is rooted at the mounted volume.
 */
export async function saveToFolder(content: Buffer, stick: Host): Promise<SaveOutcome> {
  const entries = await listEntries(stick.root);
  const taken = entries.filter(
    ({ kind, type }) => type === "file" && (kind === "right" || kind === "repaired"),
  );
  const kept: string[] = [];
  for (const { name, kind } of taken) {
    const old = await stick.readFile(`/${name}`);
    if (old === null || old.equals(content)) continue;
    const keptAs = kept.length === 0 ? keptName : keptName.replace(".", `-${kept.length + 1}.`);
    await stick.writeFile(`/${keptAs}`, old, { mode: 0o600 });
    kept.push(keptAs);
    if (kind === "repaired") await stick.remove(`/${name}`);
  }
  await stick.writeFile("/setup.txt", content, { mode: 0o600 });
  const before = kept.length === 0 ? "" : ` The file that was there is kept as ${kept.join(", ")}.`;
  return { saved: true, message: `Saved as setup.txt on the stick.${before}` };
}

function refuse(reason: string): SaveOutcome {
  return { saved: false, message: `Not saved: ${reason}` };
}

function describeFormat({ readOnly, fileSystem }: Volume): string {
  const install = "You can install without saving.";
  if (readOnly) return `the stick is read-only; it may have a small switch for that. ${install}`;
  return `the stick has the format ${fileSystem}, and only FAT is written to. ${install}`;
}

function describeFailure(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "EROFS") return "the stick is read-only. You can install without saving.";
  if (code === "ENOSPC") return "the stick is full. Free some space on it, then try again.";
  const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  return `the stick could not be written (${reason}).`;
}
