import type { CodeTable } from "../code-table.ts";

/** About the computer and its disks: found on the box, not in setup.txt. */
export const machineCodes = {
  "disk.none": {
    severity: "error",
    rule: "Clawdie needs a disk of its own, and this computer shows none beside the stick.",
    cure: "Check that a disk is built in and, in the firmware settings, that its controller is on (AHCI rather than RAID).",
  },
  "disk.none-empty": {
    severity: "error",
    rule: "Clawdie needs an empty disk, and no disk here is empty.",
    cure: "Put in an empty disk, or empty one on another computer, then start again.",
  },
  "disk.too-small": {
    severity: "error",
    rule: "Clawdie needs a disk of 8 GB; the largest empty one to choose from has {size}.",
    cure: "Put in a bigger disk, then start again.",
  },
  "disk.several-empty": {
    severity: "error",
    rule: "{count} disks are empty, and Clawdie does not guess which one is for it.",
    cure: "Leave only that one plugged in, or add INSTALL_DISK=<its serial number> to setup.txt.",
  },
  "disk.not-found": {
    severity: "error",
    rule: "No disk here matches {key}.",
    cure: "Set {key} to one of the serial numbers below, or remove the line.",
  },
  "disk.not-found-empty": {
    severity: "error",
    rule: "{key} matches a disk that is not empty, and none of the empty ones.",
    cure: "Set {key} to the serial number of an empty disk below, or remove the line.",
  },
  "machine.too-little-memory": {
    severity: "error",
    rule: "This computer has {found} GiB of memory; Clawdie needs 2 GiB.",
    cure: "Use a computer with more memory.",
  },
  "install.mode-not-available": {
    severity: "error",
    rule: "{key}={value} is not possible in this version: it installs on an empty disk only.",
    cure: "Remove the line to install on an empty disk.",
  },
} as const satisfies CodeTable;
