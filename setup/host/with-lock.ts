import { SetupError } from "../issues/exceptions.ts";
import { holdLock } from "./hold-lock.ts";

export interface LockWait {
  /** How long to wait for the process that has it. */
  readonly seconds: number;
  /** Called once, and only when there is somebody to wait for. */
  readonly onWait: () => void;
  /** What it is that only one process does at a time. */
  readonly work: string;
  /** What to do when the other process takes longer. */
  readonly hint: string;
}

/**
 * Does this work while no other process holds the lock of this file; waits for the one that does.
 * @throws SetupError when that takes too long: nothing was begun. What the work throws is passed on, the lock is free then.
 */
export async function withLock<T>(path: string, wait: LockWait, work: () => Promise<T>): Promise<T> {
  const lock = (await holdLock(path)) ?? (await waitForLock(path, wait));
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

async function waitForLock(path: string, { seconds, onWait, work, hint }: LockWait) {
  onWait();
  const lock = await holdLock(path, seconds);
  if (lock !== null) return lock;
  throw new SetupError(
    `Another process has been at it for ${Math.round(seconds / 60)} minutes: ${work}. Nothing was begun`,
    hint,
  );
}
