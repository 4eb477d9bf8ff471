import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { contentKey } from "../layers/content-key.ts";
import type { CachedLayer } from "../layers/layer-cache.ts";
import { buildSbom, renderManifest } from "../manifest/sbom.ts";
import { fatUuid, makeFatImage } from "./fat-image.ts";
import { isoUuid, makeIsoImage } from "./iso-image.ts";
import { liveFiles, renderMediumMenu, writeText, writeTree } from "./live-tree.ts";
import { buildSeedFiles, type SeedFiles } from "./seed-files.ts";
import { makeUsbImage } from "./usb-image.ts";

const mebibyte = 1024 * 1024;
const seedBytes = 64 * mebibyte;

export interface MediaInputs {
  readonly checkout: string;
  readonly output: string;
  readonly version: string;
  readonly versions: readonly string[];
  readonly layers: Readonly<Record<"zfs" | "runtime" | "grub" | "base" | "app", CachedLayer>>;
}

export interface MediaResult {
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
  readonly built: boolean;
}

/** Stick image, ISO, kernel and initramfs (for the VM harness), manifest, SBOM and SHA256SUMS; skipped when current. */
export async function makeMedia(inputs: MediaInputs): Promise<MediaResult> {
  const { checkout, output, layers, version } = inputs;
  await mkdir(output, { recursive: true });
  const iso = join(checkout, "iso");
  const keys = Object.values(layers).map((layer) => layer.key);
  const seed = await buildSeedFiles();
  const key = await contentKey(
    [...keys, version, JSON.stringify(seed)],
    [join(iso, "media"), join(iso, "manifest"), join(iso, "boot")],
  );
  const stamp = join(output, ".media.json");
  const known = await readStamp(stamp, key, output);
  if (known !== null) return { files: known, built: false };

  const work = await mkdtemp(join(output, ".work-"));
  try {
    const name = `clawdie-${version}-amd64`;
    const files = [
      `${name}.img`,
      `${name}.iso`,
      `${name}.packages.tsv`,
      `${name}.sbom.cdx.json`,
      "vmlinuz",
      "initrd.img",
    ];
    await buildUsb(inputs, seed, work, join(work, files[0] ?? ""), key);
    await buildIso(inputs, seed, work, join(work, files[1] ?? ""));
    const sbom = await buildSbom(inputs);
    await writeFile(join(work, files[2] ?? ""), renderManifest(sbom));
    await writeFile(join(work, files[3] ?? ""), `${JSON.stringify(sbom, null, 1)}\n`);
    await copyFile(join(layers.base.folder, "vmlinuz"), join(work, "vmlinuz"));
    await copyFile(join(layers.base.folder, "initrd.img"), join(work, "initrd.img"));
    const result = [];
    for (const file of files) {
      const path = join(work, file);
      result.push({ name: file, bytes: (await stat(path)).size, sha256: await sha256(path) });
      await rename(path, join(output, file));
    }
    await writeFile(
      join(output, "SHA256SUMS"),
      result.map((file) => `${file.sha256}  ${file.name}\n`).join(""),
    );
    await writeFile(stamp, JSON.stringify({ key, files: result }));
    return { files: result, built: true };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function buildUsb(
  inputs: MediaInputs,
  { template, pages }: SeedFiles,
  work: string,
  path: string,
  key: string,
): Promise<void> {
  const seedTree = join(work, "seed");
  const seedFiles = { "setup.txt": template, ...pages };
  for (const [name, text] of Object.entries(seedFiles)) await writeText(seedTree, name, text);
  const seed = { path: join(work, "seed.img"), sizeBytes: seedBytes };
  const seedVolume = {
    label: "CLAWDIESEED",
    volumeId: "C1A3D1E5",
    sizeBytes: seedBytes,
    sectorsPerCluster: 1,
  };
  await makeFatImage(seed.path, seedVolume, seedTree, Object.keys(seedFiles));

  const tree = join(work, "stick");
  const files = liveFiles(inputs.layers);
  await writeTree(tree, files);
  await writeTree(tree, [["EFI/BOOT/BOOTX64.EFI", join(inputs.layers.grub.folder, "disk.efi")]]);
  // Every build has a volume id of its own, so that two sticks of different builds are never taken for each other.
  const volumeId = key.slice(0, 8).toUpperCase();
  const menu = await renderMediumMenu(join(inputs.checkout, "iso"), fatUuid(volumeId), inputs.version);
  await writeText(tree, "clawdie/grub/grub.cfg", menu);
  const sizes = await Promise.all(files.map(async ([, source]) => (await stat(source)).size));
  const content = sizes.reduce((sum, size) => sum + size, 0);
  const boot = { path: join(work, "boot.img"), sizeBytes: Math.ceil(content / mebibyte + 24) * mebibyte };
  // 2 KiB clusters keep 65,525 of them from 128 MiB on.
  await makeFatImage(
    boot.path,
    { label: "CLAWDIEBOOT", volumeId, sizeBytes: boot.sizeBytes, sectorsPerCluster: 4 },
    tree,
    ["EFI", "clawdie"],
  );
  await makeUsbImage(path, { seed, boot, grub: inputs.layers.grub.folder });
  await rm(tree, { recursive: true });
  await rm(boot.path);
}

async function buildIso(
  inputs: MediaInputs,
  { pages }: SeedFiles,
  work: string,
  path: string,
): Promise<void> {
  const tree = join(work, "disc");
  for (const [name, text] of Object.entries(pages)) await writeText(tree, name, text);
  await writeTree(tree, liveFiles(inputs.layers));
  const menu = await renderMediumMenu(join(inputs.checkout, "iso"), isoUuid, inputs.version);
  await writeText(tree, "clawdie/grub/grub.cfg", menu);
  await makeIsoImage(path, tree, inputs.layers.grub.folder, work);
  await rm(tree, { recursive: true });
}

async function readStamp(stamp: string, key: string, output: string): Promise<MediaResult["files"] | null> {
  const text = await readFile(stamp, "utf8").catch(() => null);
  if (text === null) return null;
  const known = JSON.parse(text) as { key: string; files: MediaResult["files"] };
  if (known.key !== key) return null;
  for (const file of known.files) {
    const size = await stat(join(output, file.name)).then(
      (found) => found.size,
      () => -1,
    );
    if (size !== file.bytes) return null;
  }
  return known.files;
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
