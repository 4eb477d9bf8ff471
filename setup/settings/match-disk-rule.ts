import type { Disk } from "../facts/facts.ts";

/** Bytes; what disks are sold by is decimal, what programs count in is binary. */
const unitBytes: Readonly<Record<string, number>> = {
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
  TIB: 2 ** 40,
};

const comparisons: Readonly<Record<string, (size: number, limit: number) => boolean>> = {
  ">": (size, limit) => size > limit,
  ">=": (size, limit) => size >= limit,
  "<": (size, limit) => size < limit,
  "<=": (size, limit) => size <= limit,
};

/**
 * Those of the candidates that INSTALL_DISK lets through, in their order: a size such as >=200GB, smallest, largest
 * (all of that size, when there is a tie), a serial number, or any stable name, with or without its folder. Null lets
 * all through. Never adds one. Pure.
 */
export function matchDiskRule(rule: string | null, candidates: readonly Disk[]): Disk[] {
  if (rule === null) return [...candidates];
  const sizes = candidates.map(({ sizeBytes }) => sizeBytes);
  if (rule === "smallest") return candidates.filter(({ sizeBytes }) => sizeBytes === Math.min(...sizes));
  if (rule === "largest") return candidates.filter(({ sizeBytes }) => sizeBytes === Math.max(...sizes));
  const fits = readSizeRule(rule);
  if (fits !== null) return candidates.filter(({ sizeBytes }) => fits(sizeBytes));
  return candidates.filter(({ serial, wwn, names, path }) => {
    const short = names.map((name) => name.slice(name.lastIndexOf("/") + 1));
    return [serial, wwn, path, ...names, ...short].includes(rule);
  });
}

function readSizeRule(rule: string): ((sizeBytes: number) => boolean) | null {
  const [, sign = "", amount = "", unit = ""] = /^([<>]=?)(\d+)([MGT]i?B)$/i.exec(rule) ?? [];
  const compare = comparisons[sign];
  const bytes = unitBytes[unit.toUpperCase()];
  if (compare === undefined || bytes === undefined) return null;
  return (sizeBytes) => compare(sizeBytes, Number(amount) * bytes);
}
