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
    cure: "Put in an empty disk. Or, to lose everything on one of the disks below, add the line ERASE_DISK= with its code to setup.txt.",
  },
  "disk.none-usable": {
    severity: "error",
    rule: "Clawdie needs an empty disk, and no disk here can be used.",
    cure: "The list below says why. Put in an empty disk of 8 GB or more.",
  },
  "disk.holds-data": {
    severity: "error",
    rule: "Clawdie needs an empty disk, and {disk} holds: {content}.",
    cure: "Put in an empty disk. Or, to lose everything on this one, add the line ERASE_DISK={code} to setup.txt.",
  },
  "disk.not-usable": {
    severity: "error",
    rule: "Clawdie cannot be installed on {disk}: {reason}.",
    cure: "Put in another disk, or choose one of those below.",
  },
  "disk.keys-disagree": {
    severity: "error",
    rule: "ERASE_DISK is the code of {disk}, but {key} means another disk.",
    cure: "Remove {key}: the code is enough. Or remove ERASE_DISK.",
  },
  "disk.erase-code-old": {
    severity: "error",
    rule: "The code in {key} is no longer right: what is on {disk} has changed since. It now holds: {content}.",
    cure: "If that may be lost, write {key}={code}. If not, remove the line.",
  },
  "disk.erase-code-other-computer": {
    severity: "error",
    rule: "The code in {key} was printed by another computer.",
    cure: "Write the code of a disk below, or remove the line.",
  },
  "disk.erase-code-other-disk": {
    severity: "error",
    rule: "The code in {key} belongs to a disk that is not in this computer now.",
    cure: "Put that disk back, or write the code of a disk below, or remove the line.",
  },
  "disk.erase-code-unneeded": {
    severity: "error",
    rule: "The code in {key} belongs to a disk that cannot be erased, or is empty now.",
    cure: "Remove the line to install on the only empty disk.",
  },
  "disk.erase-code-several": {
    severity: "error",
    rule: "The code in {key} fits more than one disk: they are copies of each other.",
    cure: "Unplug all but the one that is for Clawdie.",
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
    rule: "{key} matches disks that are not empty, and none of the empty ones.",
    cure: "Set {key} to the serial number of an empty disk below, or remove the line.",
  },
  "machine.too-little-memory": {
    severity: "error",
    rule: "This computer has {found} GiB of memory; Clawdie needs 2 GiB.",
    cure: "Use a computer with more memory.",
  },
} as const satisfies CodeTable;
