import type { HeadState, PoolState } from "./observe-disk.ts";

/** What is known from the recording about the moment of a cut. */
export interface CutMoment {
  /** The pool was there already: from then on OpenZFS promises that it opens after any cut. */
  readonly poolMade: boolean;
  /** Boot files of the finished installation, as `HeadState.bootFiles`. */
  readonly finishedBootFiles: string;
  /** Dataset the box starts from. */
  readonly rootDataset: string;
}

/** Consents with which the installer begins anew without asking anybody. */
const takenWithoutAsking: readonly string[] = ["empty", "unfinished"];

/**
 * Rules a rebuilt disk breaks; none: the next start ends well by itself. Pure.
 * 1 Nothing starts from a disk that is not whole: boot files, pool, root dataset.
 * 2 Nobody is stuck: with the stick in, the box starts or is installed anew without a question.
 * 3 A disk that the stick hands over to is not one the installer would take without its claim.
 * 4 Once made, the pool opens and its checksums hold.
 */
export function judgeCut(head: HeadState, pool: PoolState | null, moment: CutMoment): string[] {
  const { bios, uefi, marker } = head.starts;
  const starts = bios || uefi || marker;
  const taken = takenWithoutAsking.includes(head.decision);
  const broken: string[] = [];
  const rule = (holds: boolean, text: string): void => {
    if (!holds) broken.push(text);
  };
  if (starts) {
    rule(pool?.problem === null, `starts, but its pool does not open: ${pool?.problem ?? "not looked at"}`);
    rule(pool?.datasets.includes(moment.rootDataset) ?? false, "starts, but has no root dataset");
  }
  // A loader or a boot sector alone may be there before the other; each must find everything it reads.
  if (bios || uefi)
    rule(head.bootFiles === moment.finishedBootFiles, "the firmware starts it, but boot files are missing");
  if (marker) {
    rule(bios && uefi, "the stick hands over to a disk that cannot start without it");
    rule(head.bootFiles === moment.finishedBootFiles, "the stick hands over, but boot files are missing");
  }
  rule(
    marker || taken,
    `stuck: it does not start with the stick in, and the installer says ${head.decision}`,
  );
  rule(!marker || !taken || head.claimedBy !== null, "a box without a claim would be installed over");
  if (moment.poolMade)
    rule(pool?.problem === null, `the pool does not open: ${pool?.problem ?? "not looked at"}`);
  return broken;
}
