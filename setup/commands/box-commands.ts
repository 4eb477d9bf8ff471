import { createLinuxHost } from "../host/linux-host.ts";
import type { Io } from "./io.ts";

/** @param interruption From its call on, Ctrl-C and the like end a plan before its next step instead of the program. */
type BoxCommand = (args: readonly string[], io: Io, interruption: () => AbortSignal) => Promise<number>;

/** Commands that look after a running box, each loaded only when it is called. */
export const boxCommands: Readonly<Record<string, BoxCommand>> = {
  status: async (args, io) => (await import("./status.ts")).runStatus(args, io, createLinuxHost()),
  alerts: async (args, io) => (await import("./alerts.ts")).runAlerts(args, io, createLinuxHost()),
  audit: async (args, io) => (await import("./audit.ts")).runAuditCommand(args, io, createLinuxHost()),
  doctor: async (args, io) => (await import("./doctor.ts")).runDoctor(args, io, createLinuxHost()),
  settings: async (args, io) => (await import("./settings.ts")).runSettings(args, io, createLinuxHost()),
  "support-bundle": async (args, io) =>
    (await import("./support-bundle.ts")).runSupportBundle(args, io, createLinuxHost()),
  snapshots: async (args, io) => (await import("./snapshots.ts")).runSnapshots(args, io, createLinuxHost()),
  "maintenance-reboot": async (args, io, interruption) =>
    (await import("./maintenance-reboot.ts")).runMaintenanceReboot(
      args,
      io,
      createLinuxHost(),
      interruption(),
    ),
  rollback: async (args, io, interruption) =>
    (await import("./rollback.ts")).runRollbackCommand(args, io, createLinuxHost(), interruption()),
};
