import { dirname } from "node:path";
import type { FileStat, Host } from "../host/host.ts";
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
      const [stat, content] = [await previous.stat(path), await previous.readFile(path).catch(() => null)];
      if (stat?.kind !== "file" || content === null) continue;
      found.push({ path, content, stat, folder: await previous.stat(dirname(path)) });
    }
    return found;
  });
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
