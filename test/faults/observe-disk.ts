import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { runProgram } from "../../iso/vm/run-program.ts";
import { probeDisk } from "../../setup/facts/probe-disk.ts";
import { createLinuxHost } from "../../setup/host/linux-host.ts";
import { diskLayout } from "../../setup/plan/disk-layout.ts";
import { chooseDisk } from "../../setup/settings/choose-disk.ts";
import { loader } from "../../setup/steps/copy-boot-files.ts";
import { bootMarker } from "../../setup/steps/make-bootable.ts";
import { buildDisk } from "../build-disk.ts";
import { buildFacts } from "../build-facts.ts";
import { boxDiskSerial } from "../qemu/box-world.ts";
import type { OpenZfsTools } from "./openzfs-tools.ts";

const sectorBytes = 512;
const mebibyte = 1024 ** 2;
const espOffset = diskLayout.biosBoot.startSector * sectorBytes + mebibyte;
/** Where the pool's partition begins. */
export const poolOffset = espOffset + diskLayout.esp.mebibytes * mebibyte;
const coreBytes = mebibyte;

/** Everything outside the pool: what starts, and what the stick would do with this disk. */
export interface HeadState {
  /** Would the computer's firmware start this disk, or the stick's menu hand over to it? */
  readonly starts: { readonly bios: boolean; readonly uefi: boolean; readonly marker: boolean };
  /** One hash over what a start reads before the pool: GRUB core, loader, menu, kernel, initramfs. Null: not all there. */
  readonly bootFiles: string | null;
  /** Attempt that has claimed the disk; null: no claim. */
  readonly claimedBy: string | null;
  /** Why the installer would take this disk, or the issue with which it would not. */
  readonly decision: string;
}

/** What the stick and the firmware make of an image. */
export async function observeHead(file: string, sizeBytes: number): Promise<HeadState> {
  const identity = { serial: boxDiskSerial, sizeBytes };
  const content = await probeDisk(createLinuxHost(), file, identity);
  const disk = buildDisk({ ...content, ...identity, path: file });
  const wish = { INSTALL_DISK: null, ERASE_DISK: null };
  const choice = chooseDisk(buildFacts({ disks: [disk] }), wish);
  const files = content.signatures.includes("gpt") ? await listEspFiles(file) : new Set<string>();
  const starts = {
    bios: content.bootCode,
    uefi: files.has(loader.toLowerCase()),
    marker: files.has(bootMarker.toLowerCase()),
  };
  const any = starts.bios || starts.uefi || starts.marker;
  return {
    starts,
    bootFiles: any ? await hashBootFiles(file, files) : null,
    claimedBy: content.claim?.installId ?? null,
    decision: choice.disk === null ? (choice.issues[0]?.code ?? "refused") : choice.consent.basis,
  };
}

/** Full paths of all files on the boot partition, in lower case; none when it is no file system. */
async function listEspFiles(file: string): Promise<Set<string>> {
  const { stdout } = await mtools(["mdir", "-b", "-/", "-a", "-i", `${file}@@${espOffset}`, "::"]).catch(
    () => ({
      stdout: Buffer.alloc(0),
    }),
  );
  return new Set(
    String(stdout)
      .split("\n")
      .map((line) => line.trim().replace(/^::/, "").toLowerCase()),
  );
}

async function hashBootFiles(file: string, files: ReadonlySet<string>): Promise<string | null> {
  const started = [...files].filter((path) => /\/(bootx64\.efi|grub\.cfg|vmlinuz|initrd\.img)$/.test(path));
  if (started.length !== 4) return null;
  const sum = createHash("sha256").update(await readCore(file));
  for (const path of started.sort()) {
    const image = `${file}@@${espOffset}`;
    const content = await mtools(["mcopy", "-n", "-i", image, `::${path}`, "-"]).catch(() => null);
    if (content === null) return null;
    sum.update(path).update(content.stdout);
  }
  return sum.digest("hex").slice(0, 16);
}

async function readCore(file: string): Promise<Buffer> {
  await using handle = await open(file);
  const place = diskLayout.biosBoot.startSector * sectorBytes;
  return (await handle.read(Buffer.alloc(coreBytes), 0, coreBytes, place)).buffer;
}

function mtools(command: readonly string[]): ReturnType<typeof runProgram> {
  return runProgram("env", ["MTOOLS_SKIP_CHECK=1", "LC_ALL=C.UTF-8", ...command]);
}

/** What OpenZFS says of the pool on an image. */
export interface PoolState {
  /** Null when it opens and every block read has its checksum; otherwise the last words of zdb. */
  readonly problem: string | null;
  /** Names of its datasets; empty when it does not open. */
  readonly datasets: readonly string[];
}

/** What of the pool is read and compared with its checksums: what opening every dataset needs, all metadata, or all. */
export type PoolDepth = "opened" | "metadata" | "all";

/** Open the pool as an import would, without writing, and verify checksums. */
export async function observePool(
  file: string,
  sizeBytes: number,
  tools: OpenZfsTools,
  depth: PoolDepth,
): Promise<PoolState> {
  // sfdisk ends the last partition at a whole MiB.
  const length = sizeBytes - mebibyte - poolOffset;
  const range = ["--offset", String(poolOffset), "--sizelimit", String(length)];
  const attached = await runProgram("losetup", ["--find", "--show", "--read-only", ...range, file]);
  const device = String(attached.stdout).trim();
  try {
    const listed = await tools.zdb(["-e", "-p", device, "-d", "zroot"], 120);
    const datasets = [...listed.output.matchAll(/^Dataset (\S+) \[ZPL\]/gm)].map(([, name = ""]) => name);
    if (listed.exitCode !== 0) return { problem: lastWords(listed.output), datasets };
    if (depth === "opened") return { problem: null, datasets };
    const verified = await tools.zdb(["-e", "-p", device, depth === "all" ? "-cc" : "-c", "zroot"], 300);
    return { problem: verified.exitCode === 0 ? null : lastWords(verified.output), datasets };
  } finally {
    await runProgram("losetup", ["--detach", device]);
  }
}

function lastWords(output: string): string {
  // Its progress comes between the lines that say what is wrong.
  const lines = output.split(/[\n\r\b]+/).filter((line) => !/^\s*$|completed \(|loading concrete/.test(line));
  return lines.slice(-3).join(" | ").slice(-300);
}
