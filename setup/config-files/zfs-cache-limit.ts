const mebibyte = 1024 * 1024;
const smallest = 128 * mebibyte;
const largest = 4096 * mebibyte;
const step = 64 * mebibyte;

/** Where ZFS takes the limit while it runs. */
export const zfsCacheLimitPath = "/sys/module/zfs/parameters/zfs_arc_max";

/**
 * Upper limit of ZFS's cache (ARC) in bytes: an eighth of the memory, 128 MiB to 4 GiB, in steps of 64 MiB.
 * ZFS would take half; the agent runtime needs up to 1 GiB (RSS measured at 0.69–0.99 GB), so on the
 * smallest box, 2 GiB, 256 MiB are what remains beside it and the database.
 */
export function zfsCacheLimit(memoryBytes: number): number {
  const eighth = Math.round(memoryBytes / 8 / step) * step;
  return Math.min(largest, Math.max(smallest, eighth));
}

/** /etc/modprobe.d/clawdie-zfs.conf, read when the module is loaded. */
export function renderZfsOptions(memoryBytes: number): string {
  const limit = zfsCacheLimit(memoryBytes);
  return `# Made by Clawdie; changes are overwritten. Cache limit in bytes, an eighth of the memory.\noptions zfs zfs_arc_max=${limit}\n`;
}
