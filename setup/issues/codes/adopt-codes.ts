import type { CodeTable } from "../code-table.ts";

/** About an installation that is on the machine already: found on the box, not in setup.txt. */
export const adoptCodes = {
  "install.found": {
    severity: "error",
    rule: "Clawdie is installed here already: {found}. It was not changed, because setup.txt does not say what shall become of it.",
    cure: "To start it as it is: take the stick out and restart. To renew its system and keep all its data: add the line INSTALL_MODE=adopt. To erase it and begin anew: add the lines INSTALL_MODE=fresh and ERASE_DISK={code}.",
  },
  "install.found-several": {
    severity: "error",
    rule: "Clawdie is installed here more than once: {found}. Nothing was changed: which one is meant is never guessed.",
    cure: "Unplug all disks but one and restart. Or, to renew one of them and keep its data: add the lines INSTALL_MODE=adopt and INSTALL_DISK=<its serial number>.",
  },
  "install.stop-asked": {
    severity: "error",
    rule: "Nothing was done, as {key}=stop asks.",
    cure: "Remove the line to install on an empty disk.",
  },
  "adopt.none": {
    severity: "error",
    rule: "{key}=adopt asks for an installation of Clawdie to take over, and no disk here holds one.",
    cure: "Put in the disk of the box, then restart. To install on an empty disk, remove the line.",
  },
  "adopt.not-there": {
    severity: "error",
    rule: "No installation of Clawdie is on the disk that {key} means.",
    cure: "Set {key} to the serial number of one of these, or remove the line: {found}.",
  },
  "adopt.several": {
    severity: "error",
    rule: "Clawdie is installed here more than once, and it is never guessed which one is meant: {found}.",
    cure: "Unplug all disks but one. Or add the line INSTALL_DISK=<its serial number>.",
  },
  "adopt.copies": {
    severity: "error",
    rule: "Two disks hold the same installation of Clawdie, one is a copy of the other: {found}.",
    cure: "Unplug the copy: no program can tell which of them is the newer one.",
  },
  "adopt.unclear": {
    severity: "error",
    rule: "{disk} looks like an installation of Clawdie that cannot be taken over: {reason}.",
    cure: "Start it without the stick and ask: sudo clawdie doctor. Nothing was changed on it.",
  },
  "adopt.other-computer": {
    severity: "error",
    rule: "The installation on {disk} was made on another computer.",
    cure: "If this disk belongs here now, add the line ALLOW_IDENTITY_CHANGE=yes. If not, put in the right one.",
  },
  "adopt.erase-code": {
    severity: "error",
    rule: "INSTALL_MODE=adopt keeps everything on the disk, and {key} would erase a disk.",
    cure: "Remove one of the two lines.",
  },
  "adopt.identity": {
    severity: "error",
    rule: "{key} is not the one the box has.",
    cure: "Remove the line to keep the box's. If the change is meant, add the line ALLOW_IDENTITY_CHANGE=yes.",
  },
  "adopt.settings-unread": {
    severity: "error",
    rule: "The settings of the installation cannot be used: {reason}.",
    cure: "Nothing was changed. Start the box without the stick and ask: sudo clawdie doctor.",
  },
  "adopt.done-already": {
    severity: "error",
    rule: "This setup.txt was taken over by the box already, with this version of Clawdie. Nothing is left to do.",
    cure: "Take the stick out and restart.",
  },
  "adopt.not-started": {
    severity: "warning",
    rule: "setup.txt on the stick asks to renew this box, but the computer started from its own disk.",
    cure: "Restart it and choose the stick in the boot menu of the computer. To leave the box as it is, take the stick out.",
  },
  "adopt.kept": {
    severity: "warning",
    rule: "The box has its own {key} already; the one in setup.txt is not taken over.",
    cure: "Remove the line. On the box, sudo set-operator changes the account of the dashboard.",
  },
} as const satisfies CodeTable;
