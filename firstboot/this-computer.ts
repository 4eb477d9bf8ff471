import type { Disk, Facts, NetworkInterface, Partition } from "../setup/facts/facts.ts";
import { describeContent } from "../setup/settings/describe-content.ts";
import { isEmpty, isStick, isUnfinished } from "../setup/settings/judge-disk.ts";
import { describeProblem, type SeenDisk, seeDisks } from "../setup/settings/see-disks.ts";
import { formatBytes, formatTime, wrapText } from "../setup/status/format-figures.ts";

const columns = 72;
const labelColumns = 18;
/** A card reader or a multipath box can show dozens; nobody reads more. */
const diskLimit = 24;

/**
 * Text of THIS-COMPUTER.txt, for people who have to choose a disk or ask somebody: what this computer is, in plain
 * words, at most 72 columns, `\n` line ends. Pure.
 */
export function renderThisComputer(facts: Facts, version: string): string {
  const disks = seeDisks(facts)
    .filter((disk) => !isStick(disk))
    .slice(0, diskLimit);
  const lines = [
    "THIS COMPUTER, as Clawdie sees it",
    "=".repeat(columns),
    "",
    ...describeMachine(facts),
    "",
    `Disks: ${disks.length === 0 ? "none beside the stick" : disks.length}`,
    ...disks.flatMap((disk) => ["", ...describeDisk(disk, facts)]),
    "",
    `Network cards: ${facts.interfaces.length === 0 ? "none" : facts.interfaces.length}`,
    ...facts.interfaces.flatMap((card) => ["", ...describeCard(card)]),
    "",
    "-".repeat(columns),
    `${formatTime(facts.clock)}, Clawdie ${version}. Nothing on any disk was changed.`,
  ];
  return `${lines.map((line) => line.replaceAll(/\p{Cc}/gu, "?").trimEnd()).join("\n")}\n`;
}

function describeMachine({ machine, memoryBytes, processors, firmware, clock }: Facts): string[] {
  const model = [machine.vendor, machine.model].filter((part) => part !== null).join(" ");
  return [
    ...row("Computer", model === "" ? "its maker left no name" : model),
    ...row("Memory", formatBytes(memoryBytes)),
    ...row("Processors", String(processors)),
    ...row("Firmware", firmware === "uefi" ? "UEFI" : "BIOS (or UEFI in its compatibility mode)"),
    ...row("Clock", `${formatTime(clock)}; it is set from the network after the installation`),
  ];
}

function describeDisk(disk: SeenDisk, facts: Facts): string[] {
  const size = `${formatBytes(disk.sizeBytes)} (${(disk.sizeBytes / 1e9).toFixed(1)} GB on the package)`;
  return [
    ...wrapText(`${disk.path}: ${disk.model ?? "a disk without a model name"}`, columns),
    ...row("Serial number", disk.serial ?? "none"),
    ...row("Size", size),
    ...row("Connected by", describeTransport(disk)),
    ...row("On it", describeContent(disk) ?? "nothing, it is empty"),
    ...disk.partitions.flatMap((partition) => row("", `- ${describePartition(partition)}`)),
    ...row("Clawdie", describeVerdict(disk, facts)),
    ...(disk.eraseCode ? row("To erase it", `ERASE_DISK=${disk.eraseCode} in setup.txt`) : []),
    ...(disk.serial === null ? [] : row("In setup.txt", `INSTALL_DISK=${disk.serial}`)),
  ];
}

function describePartition({ path, sizeBytes, label, partitionName, fileSystem }: Partition): string {
  const name = label ?? partitionName;
  const parts = [
    formatBytes(sizeBytes),
    fileSystem ?? "unknown format",
    name === null ? null : `called "${name}"`,
  ];
  return `${path}: ${parts.filter((part) => part !== null).join(", ")}`;
}

function describeVerdict(disk: Disk, facts: Facts): string {
  const problem = describeProblem(disk, facts.disks);
  if (problem !== null) return `cannot use it: ${problem}`;
  if (isUnfinished(disk)) return "can use it: an installation of Clawdie that was cut short";
  return isEmpty(disk) ? "can use it" : "does not touch it, because it holds data";
}

function describeTransport({ transport, removable }: Disk): string {
  const names: Readonly<Record<string, string>> = {
    sata: "SATA",
    ata: "IDE",
    nvme: "NVMe",
    usb: "USB",
    sas: "SAS",
    mmc: "card slot",
    virtio: "virtual",
  };
  const name = transport === null ? "unknown" : (names[transport] ?? transport);
  return removable ? `${name}, can be taken out` : name;
}

function describeCard({ name, hardwareAddress, carrier, addresses }: NetworkInterface): string[] {
  return [
    name,
    ...row("Cable", carrier ? "connected" : "no cable, or nothing at its other end"),
    ...row("Hardware address", hardwareAddress),
    ...(addresses.length === 0 ? [] : row("Address", addresses.join(", "))),
  ];
}

/** A label and its text beside it; further lines stand below the text. */
function row(label: string, text: string): string[] {
  const [first = "", ...more] = wrapText(text, columns - labelColumns - 2);
  const indent = " ".repeat(labelColumns + 2);
  return [`  ${label.padEnd(labelColumns)}${first}`, ...more.map((line) => `${indent}${line}`)];
}
