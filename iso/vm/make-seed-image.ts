import { open } from "node:fs/promises";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { boxLayout } from "../../setup/plan/box-layout.ts";
import { FatVolume } from "./fat-volume.ts";
import { formatFatImage } from "./format-fat-image.ts";
import { gptHeadBytes, parseGpt } from "./parse-gpt.ts";
import { runProgram } from "./run-program.ts";

/** GPT name of the partition that holds the seed; its FAT label is shorter because a label has 11 bytes. */
export const seedPartitionName = "CLAWDIE-SEED";

/** Files for the top of the seed volume, by name: usually only `setup.txt`. */
export type SeedFiles = Readonly<Record<string, string | Buffer>>;

/** A copy of the stick image with these files put onto its seed volume. */
export async function copyStickWithSeed(image: string, target: string, files: SeedFiles): Promise<void> {
  await runProgram("cp", ["--reflink=auto", "--sparse=always", "--", image, target]);
  await runProgram("chmod", ["u+rw", "--", target]);
  await writeSeedFiles(target, files);
}

/** A stick of its own that holds only a seed volume with these files. */
export async function makeSeedImage(
  target: string,
  files: SeedFiles,
  layout: "gpt" | "superfloppy",
): Promise<void> {
  await formatFatImage(target, { label: boxLayout.seedLabel, layout, partitionName: seedPartitionName });
  await writeSeedFiles(target, files);
}

export async function writeSeedFiles(image: string, files: SeedFiles): Promise<void> {
  const volume = await openSeedVolume(image);
  for (const [name, content] of Object.entries(files)) await volume.write(name, content);
}

/** A file from the seed volume, such as SETUP-RESULT.txt; null when it is not there. The machine must be off. */
export async function readSeedFile(image: string, name: string): Promise<Buffer | null> {
  return (await openSeedVolume(image)).read(name);
}

/** The seed volume of a stick image, with or without a partition table. @throws SetupError when there is none. */
export async function openSeedVolume(image: string): Promise<FatVolume> {
  const head = await readHead(image);
  const table = parseGpt(head);
  const partition = table?.partitions.find(({ name }) => name.toUpperCase() === seedPartitionName);
  if (partition !== undefined) return new FatVolume(image, partition.offsetBytes);
  // FAT32 keeps its label at byte 71 of the first sector.
  if (head.toString("latin1", 71, 82).trim().toUpperCase() === boxLayout.seedLabel)
    return new FatVolume(image, 0);
  const found = table?.partitions.map(({ name }) => name).join(", ") ?? "no partition table";
  throw new SetupError(
    `${image} has no ${seedPartitionName} partition (${found})`,
    "Is it a Clawdie stick image?",
  );
}

async function readHead(image: string): Promise<Buffer> {
  const handle = await open(image, "r");
  try {
    const head = Buffer.alloc(gptHeadBytes);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
