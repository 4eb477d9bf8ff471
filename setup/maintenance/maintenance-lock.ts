import { type HeldLock, holdLock } from "../host/hold-lock.ts";
import { maintenanceExits } from "./maintenance-exits.ts";

/** In /run itself, where only root may make files: nobody else can hold it. */
const lockFile = "/run/clawdie-maintenance.lock";

/** Who may hold it. */
export const underWay =
  "Another maintenance reboot, rollback, doctor --fix, apply or daily look is under way";

export type HoldMaintenanceLock = () => Promise<HeldLock | null>;

export const holdMaintenanceLock: HoldMaintenanceLock = () => holdLock(lockFile);

/** Whether somebody else holds it now; what cannot be locked at all is no maintenance. */
export async function isMaintenanceUnderWay(hold: HoldMaintenanceLock): Promise<boolean> {
  const lock = await hold().catch(() => undefined);
  await lock?.release();
  return lock === null;
}

/** One maintenance at a time, whoever starts it and however: two of them would stop and start each other's services. */
export async function runAlone(
  work: () => Promise<number>,
  io: { readonly stderr: (text: string) => void },
  hold: HoldMaintenanceLock,
): Promise<number> {
  const lock = await hold();
  if (lock === null) {
    io.stderr(`${underWay}: nothing was begun.\nSee: clawdie status\n`);
    return maintenanceExits.busy;
  }
  try {
    return await work();
  } finally {
    await lock.release();
  }
}
