import type { Disk, Facts } from "../facts/facts.ts";
import type { Issue } from "../issues/issue.ts";
import type { TargetDisk } from "../plan/step.ts";

export const gibibyte = 1024 ** 3;

/** An "8 GB" disk of any maker: decimal gigabytes, rounded down a little. */
export const smallestDiskBytes = 7_900_000_000;
/** A "2 GB" machine after firmware and graphics have taken their part. OpenClaw alone needs about 1 GB (docs/runtime.md). */
export const smallestMemoryBytes = 1.75 * gibibyte;

export interface DiskChoice {
  readonly disk: TargetDisk | null;
  readonly issues: readonly Issue[];
}

/**
 * The only empty disk, or an issue that lists every disk seen and why it was passed over. Pure. `wanted` is
 * INSTALL_DISK: a serial number or a /dev/disk/by-id name; it narrows the choice and never widens it.
 */
export function chooseDisk(facts: Facts, wanted: string | null): DiskChoice {
  const named = facts.disks.filter(
    (disk) => wanted === null || disk.serial === wanted || disk.byId === wanted,
  );
  const empty = named.filter((disk) => findObstacle(disk) === null);
  const [only] = empty;
  if (only !== undefined && empty.length === 1) {
    const { path, serial, model, sizeBytes } = only;
    return { disk: { path, serial, model, sizeBytes }, issues: [] };
  }
  if (wanted !== null && named.length === 0)
    return refuse("disk.not-found", `No disk here is called ${wanted}.`, facts);
  if (empty.length === 0)
    return refuse("disk.none-empty", "Clawdie needs a disk of its own, and no disk here is empty.", facts);
  return refuse("disk.several-empty", `${empty.length} disks are empty, and Clawdie does not guess.`, facts);
}

const cures: Readonly<Record<string, string>> = {
  "disk.not-found": "Set INSTALL_DISK to one of the serial numbers below, or remove the line.",
  "disk.none-empty":
    "Put in an empty disk, or empty one on another computer, then start again. Nothing was changed.",
  "disk.several-empty":
    "Leave only the one for Clawdie plugged in, or add INSTALL_DISK=<its serial number> to setup.txt.",
};

function refuse(code: string, message: string, facts: Facts): DiskChoice {
  const table = renderDiskTable(facts.disks);
  const issue: Issue = {
    code,
    severity: "error",
    key: code === "disk.none-empty" ? null : "INSTALL_DISK",
    line: null,
    column: null,
    message: [message, ...table].join("\n"),
    hint: cures[code] ?? "",
  };
  return { disk: null, issues: [issue] };
}

/** Why a disk cannot be taken, in the operator's words; null when it can. */
export function findObstacle(disk: Disk): string | null {
  if (disk.usedBy.includes("/run/clawdie/medium")) return "this Clawdie stick";
  if (disk.partitions.some((partition) => isSeedLabel(partition.label))) return "a Clawdie stick";
  if (disk.usedBy.length > 0) return `in use (${disk.usedBy.join(", ")})`;
  if (disk.readOnly) return "write-protected";
  const contents = describeContents(disk);
  if (contents !== null) return `holds data: ${contents}`;
  if (disk.sizeBytes < smallestDiskBytes) return "too small (8 GB are needed)";
  return null;
}

function isSeedLabel(label: string | null): boolean {
  return label !== null && /^CLAWDIE-?SEE/i.test(label);
}

function describeContents(disk: Disk): string | null {
  const systems = disk.partitions.map((partition) => partition.fileSystem).filter((name) => name !== null);
  const all = [...new Set([...systems, ...disk.signatures])];
  if (all.length > 0) return all.join(", ");
  if (disk.partitions.length > 0) return `${disk.partitions.length} partitions`;
  return disk.nonZero ? "something unknown" : null;
}

/** One line for each disk: name, size, model, serial, why not. */
export function renderDiskTable(disks: readonly Disk[]): string[] {
  if (disks.length === 0) return ["No disk was found at all."];
  return disks.map((disk) => {
    const size = `${Math.round(disk.sizeBytes / 1e9)} GB`;
    const identity = [disk.model ?? "no model name", `serial ${disk.serial ?? "none"}`].join(", ");
    return `- ${disk.path.replace("/dev/", "")}: ${size}, ${identity}: ${findObstacle(disk) ?? "empty"}`;
  });
}

/** Too little memory, with the figures; checked before anything is written. */
export function checkMemory(facts: Facts): Issue[] {
  if (facts.memoryBytes >= smallestMemoryBytes) return [];
  const found = (facts.memoryBytes / gibibyte).toFixed(1);
  return [
    {
      code: "machine.too-little-memory",
      severity: "error",
      key: null,
      line: null,
      column: null,
      message: `This computer has ${found} GiB of memory; Clawdie needs 2 GiB.`,
      hint: "Use a computer with more memory. Nothing was changed on this one.",
    },
  ];
}
