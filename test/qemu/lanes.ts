const gibibyte = 1024 ** 3;

/**
 * How many machines to boot at once: each emulates its two processors on two cores, and side by side on the same two they
 * gain nothing (measured: 7 min for two light stories that take 9 one after the other, and 28 min for two with an
 * assistant that take 12 each). A machine takes 2 GiB for itself and up to one more for its disks and servers.
 * @param cores of this computer
 * @param memoryBytes of this computer; half of it is left to everything else
 */
export function countLanes(cores: number, memoryBytes: number): number {
  return Math.max(1, Math.min(Math.floor(cores / 2), Math.floor(memoryBytes / 2 / (3 * gibibyte))));
}

/** Runs every item, at most `lanes` at once, started in their order. @returns the results in that order. */
export async function runInLanes<T, R>(
  items: readonly T[],
  lanes: number,
  run: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const lane = async () => {
    for (const [at, item] of queue) results[at] = await run(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
