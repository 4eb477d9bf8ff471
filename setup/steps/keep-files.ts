import { dirname } from "node:path";
import type { FileStat, Host } from "../host/host.ts";
import { SetupError } from "../issues/exceptions.ts";
import type { StepOf } from "../plan/step.ts";
import { neededIf, type StepHandler } from "./handler.ts";
import { describeDifference } from "./owner-difference.ts";
import { withPreviousRoot } from "./with-previous-root.ts";

type KeepStep = Pick<StepOf<"keep-files">, "rootDataset" | "paths">;

interface KeptFile {
  readonly path: string;
  readonly content: Buffer;
  readonly stat: FileStat;
  /** Of the folder it lies in. */
  readonly folder: FileStat | null;
}

/** What the box once made for itself, byte for byte, with owner and mode. */
export const keepFiles: StepHandler<"keep-files"> = {
  async check(step, host) {
    const kept = await readKept(step, host);
    const reasons = await Promise.all(kept.map((file) => findDifference(file, host)));
    return neededIf(...reasons);
  },
  async apply(step, host) {
    for (const file of await readKept(step, host)) {
      if ((await findDifference(file, host)) === null) continue;
      const { path, content, stat, folder } = file;
      if (folder !== null && (await host.stat(dirname(path))) === null)
        await host.makeFolder(dirname(path), attributesOf(folder));
      await host.writeFile(path, content, attributesOf(stat));
    }
  },
};

async function readKept({ rootDataset, paths }: KeepStep, host: Host): Promise<KeptFile[]> {
  return withPreviousRoot(rootDataset, host, async (previous) => {
    const found: KeptFile[] = [];
    for (const path of paths) {
      const stat = await previous.stat(path);
      if (stat === null) continue;
      const content = await readWhole(path, stat, previous);
      found.push({ path, content, stat, folder: await previous.stat(dirname(path)) });
    }
    return found;
  });
}

/** What is there and is not taken over would be made anew at the first start. @throws SetupError when it cannot be read. */
async function readWhole(path: string, { kind }: FileStat, previous: Host): Promise<Buffer> {
  try {
    const content = kind === "file" ? await previous.readFile(path) : null;
    if (content !== null) return content;
  } catch (error) {
    throw cannotKeep(path, "cannot be read", error);
  }
  throw cannotKeep(path, "is no ordinary file", null);
}

function cannotKeep(path: string, why: string, cause: unknown): SetupError {
  const hint =
    "Start the box without the stick: it is as before. Repair or remove this file there, then renew again.";
  return new SetupError(`${path} of the box ${why}, so it cannot be taken over`, hint, { cause });
}

async function findDifference({ path, content, stat }: KeptFile, host: Host): Promise<string | null> {
  const now = await host.stat(path);
  if (now === null) return `${path} is missing`;
  const difference = describeDifference(now, stat);
  if (difference !== null) return `${path} has ${difference}`;
  return (await host.readFile(path))?.equals(content) ? null : `${path} has other content`;
}

function attributesOf({ mode, owner, group }: FileStat) {
  return { mode, owner, group };
}
