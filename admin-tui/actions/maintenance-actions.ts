import type { AdminAction } from "../admin-action.ts";
import { verifyAction } from "./service-actions.ts";
import { maintenanceExitTexts, takeSnapshotAction } from "./snapshot-actions.ts";

const root = true;

/** What the screen Maintenance offers, by name; a rollback is done where its snapshot is chosen. */
export const maintenanceActions: Readonly<Record<string, AdminAction>> = {
  doctor: {
    title: "Find out what is wrong",
    effect: "Reads only: status, what was last verified, and the audit. Takes a minute or two.",
    ...{ argv: ["clawdie", "doctor"], root, consent: "key" },
    exits: { 1: "something is wrong, see above", 2: "there are warnings, see above" },
  },
  fix: {
    title: "Repair what can be repaired",
    effect:
      "Takes a snapshot, then does what the doctor proposes: restarts services, sets permissions, applies the settings. Takes a few minutes.",
    ...{ argv: ["clawdie", "doctor", "--fix"], root, consent: "key" },
    exits: { 1: "something is still wrong, see above", 2: "there are still warnings, see above" },
  },
  audit: {
    title: "Audit how this box is hardened",
    effect: "Reads only. Compares every file of every package; takes a minute or two.",
    ...{ argv: ["clawdie", "audit", "--all"], root, consent: "key" },
    exits: { 1: "there are failures, see above" },
  },
  verify: verifyAction,
  snapshot: takeSnapshotAction,
  bundle: {
    title: "Write a support bundle",
    effect:
      "Collects status, logs and settings in one file, without any secret of this box. It is put into the home of clawdie; nothing is sent.",
    ...{ argv: ["clawdie", "support-bundle"], root, consent: "key" },
    exits: { 1: "it was not written" },
  },
  reboot: {
    title: "Restart the box for maintenance",
    effect:
      "Stops everything cleanly, takes a snapshot of the databases and restarts the computer; this screen ends. It is back after a few minutes. When a step fails, nothing is restarted and what was stopped comes back.",
    ...{ argv: ["clawdie", "maintenance-reboot"], root, consent: "word" },
    exits: maintenanceExitTexts,
  },
};

export const poolActions = {
  status: {
    title: "The pool in detail",
    effect: "Reads only: disks, errors, and how the last scrub went.",
    ...{ argv: ["zpool", "status", "-v"], root, consent: "key" },
  },
  scrub: {
    title: "Scrub the pool",
    effect:
      "Reads everything on the disk and repairs what can be repaired. Works in the background and makes the disk slower meanwhile; how it goes: the pool in detail.",
    ...{ argv: ["zpool", "scrub", "zroot"], root, consent: "key" },
  },
} as const satisfies Record<string, AdminAction>;
