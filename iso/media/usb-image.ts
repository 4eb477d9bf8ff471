import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { buildBootCode, buildCoreImage } from "../../setup/steps/grub-sectors.ts";
import { runTool } from "../layers/run-tool.ts";

const mebibyte = 1024 * 1024;
const sectorSize = 512;
/** First usable megabyte; GPT needs the sectors before it. */
const firstOffset = mebibyte;
const biosBootSize = mebibyte;

export interface UsbParts {
  /** FAT32 image of the seed volume: first in the table, because older Windows shows only the first partition. */
  readonly seed: { readonly path: string; readonly sizeBytes: number };
  /** FAT32 image of the boot volume (EFI system partition). */
  readonly boot: { readonly path: string; readonly sizeBytes: number };
  /** Folder with boot.img and core.img. */
  readonly grub: string;
}

/** GPT disk image: 1 CLAWDIE-SEED, 2 boot (ESP), 3 BIOS boot. Fixed identifiers: equal input gives equal bytes. */
export async function makeUsbImage(path: string, parts: UsbParts): Promise<void> {
  const seedAt = firstOffset;
  const bootAt = seedAt + parts.seed.sizeBytes;
  const coreAt = bootAt + parts.boot.sizeBytes;
  const total = coreAt + biosBootSize + mebibyte;
  await rm(path, { force: true });
  const file = await open(path, "w+");
  try {
    await file.truncate(total);
    await runTool("sfdisk", ["--quiet", "--no-reread", "--no-tell-kernel", path], {
      input: table(seedAt, bootAt, coreAt, parts),
    });
    for (const [source, offset] of [
      [parts.seed.path, seedAt],
      [parts.boot.path, bootAt],
    ] as const) {
      const place = [
        `if=${source}`,
        `of=${path}`,
        "bs=1M",
        `seek=${offset / mebibyte}`,
        "conv=notrunc,sparse",
        "status=none",
      ];
      await runTool("dd", place);
    }
    const coreSector = coreAt / sectorSize;
    await file.write(
      buildCoreImage(await readFile(join(parts.grub, "core.img")), coreSector),
      0,
      undefined,
      coreAt,
    );
    await file.write(
      buildBootCode(await readFile(join(parts.grub, "boot.img")), coreSector),
      0,
      undefined,
      0,
    );
  } finally {
    await file.close();
  }
}

function table(seedAt: number, bootAt: number, coreAt: number, parts: UsbParts): string {
  const line = (start: number, size: number, type: string, uuid: string, name: string) =>
    `start=${start / sectorSize}, size=${size / sectorSize}, type=${type}, uuid=${uuid}, name="${name}"`;
  return [
    "label: gpt",
    "label-id: C1A3D1E0-0000-4000-8000-000000000000",
    // Basic data: the type Windows and macOS mount.
    line(
      seedAt,
      parts.seed.sizeBytes,
      "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7",
      "C1A3D1E0-0000-4000-8000-000000000001",
      "CLAWDIE-SEED",
    ),
    line(
      bootAt,
      parts.boot.sizeBytes,
      "C12A7328-F81F-11D2-BA4B-00A0C93EC93B",
      "C1A3D1E0-0000-4000-8000-000000000002",
      "CLAWDIE-BOOT",
    ),
    line(
      coreAt,
      biosBootSize,
      "21686148-6449-6E6F-744E-656564454649",
      "C1A3D1E0-0000-4000-8000-000000000003",
      "CLAWDIE-BIOS",
    ),
    "",
  ].join("\n");
}
