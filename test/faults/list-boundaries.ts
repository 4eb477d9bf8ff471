import type { LogEntry } from "./parse-write-log.ts";

/** One flush, and the requests since the one before: what a power cut just before its end may leave or lose. */
export interface Boundary {
  /** Counted from 1 over the whole log. */
  readonly number: number;
  /** Entries [first, end) came after the flush before; `end` is the place of this flush, or the end of the log. */
  readonly first: number;
  readonly end: number;
  /** Where in the log the flush lies, to tell which step it belongs to; bytes. */
  readonly logOffset: number;
}

/** Every flush of a log, in order. Requests behind the last flush are a boundary of their own. Pure. */
export function listBoundaries(entries: readonly LogEntry[]): Boundary[] {
  const boundaries: Boundary[] = [];
  let first = 0;
  const close = (end: number): void => {
    const logOffset = entries[Math.min(end, entries.length - 1)]?.dataOffset ?? 0;
    boundaries.push({ number: boundaries.length + 1, first, end, logOffset });
    first = end + 1;
  };
  for (const [at, { kind }] of entries.entries()) if (kind === "flush") close(at);
  if (first < entries.length) close(entries.length);
  return boundaries;
}

/** Whether anything reached the disk between the flush before and this one; if not, the disk is the same. Pure. */
export function changesDisk(boundary: Boundary, entries: readonly LogEntry[]): boolean {
  return entries.slice(boundary.first, boundary.end).some(({ length }) => length > 0);
}
