import type { SerialLine } from "./serial-console.ts";

/** A named point in a boot. `name` may use the pattern's groups as `$1`. */
export interface StagePattern {
  readonly name: string;
  readonly pattern: RegExp;
}

/** Stages of a box: boot loader, kernel, init system, every step of a plan, results. */
export const boxStagePatterns: readonly StagePattern[] = [
  { name: "boot loader", pattern: /Welcome to GRUB|GRUB loading|GNU GRUB/ },
  { name: "kernel", pattern: /Linux version \d/ },
  { name: "init system", pattern: /OpenRC .*is starting up/ },
  { name: "$1 started", pattern: /clawdie: \[\d+\/\d+\] ([a-z0-9-]+): (?!done|already)/ },
  { name: "$1 done", pattern: /clawdie: \[\d+\/\d+\] ([a-z0-9-]+): (?:done|already)/ },
  { name: "result $1", pattern: /clawdie: RESULT \{.*"state":"([a-z-]+)"/ },
];

/** What a box reports as the last line of a run, after `clawdie: RESULT `. Unknown fields are kept. */
export interface BoxResult {
  readonly schema: 1;
  readonly stage: string;
  readonly state: string;
  readonly [field: string]: unknown;
}

/**
 * Seconds since power-on of each stage, in the order seen. A stage seen again (a reboot shows a second kernel) gets
 * a number: "kernel", "kernel 2".
 */
export function buildStages(
  lines: readonly SerialLine[],
  patterns: readonly StagePattern[] = boxStagePatterns,
): Record<string, number> {
  const stages: Record<string, number> = {};
  const seen = new Map<string, number>();
  for (const line of lines) {
    for (const { name, pattern } of patterns) {
      const match = line.text.match(pattern);
      if (match === null) continue;
      const full = name.replaceAll(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? "");
      const times = (seen.get(full) ?? 0) + 1;
      seen.set(full, times);
      stages[times === 1 ? full : `${full} ${times}`] = Math.round(line.seconds * 1000) / 1000;
    }
  }
  return stages;
}

/** The result in this line, or null when there is none (or it is cut or garbled). */
export function parseBoxResult(text: string): BoxResult | null {
  const start = text.match(/clawdie: RESULT (\{.*\})\s*$/);
  if (start?.[1] === undefined) return null;
  try {
    const value: unknown = JSON.parse(start[1]);
    return isBoxResult(value) ? value : null;
  } catch {
    return null;
  }
}

function isBoxResult(value: unknown): value is BoxResult {
  if (typeof value !== "object" || value === null) return false;
  const { schema, state, stage } = value as Record<string, unknown>;
  return schema === 1 && typeof state === "string" && typeof stage === "string";
}

/**
 * Lines that mean the kernel or a program crashed. `oops=panic` on a command line is none. Neither is a soft lockup: an
 * emulated processor says so when the host gave it no time for 26 s, and the guest goes on. Nor is `Oops: int3` with the
 * panic it ends in: the kernel writes that instruction over its own code for a moment while it changes it, and QEMU before
 * 8.0 with two processors may keep it. The guest restarts by itself (`panic=60`) and has to come through.
 */
export function findSerialProblems(lines: readonly SerialLine[]): string[] {
  const problem =
    /Kernel panic|\bOops\b(?!=)|segfault|\bBUG:(?! soft lockup)|general protection fault|Out of memory: Killed/;
  let emulatorsOwn = Number.NEGATIVE_INFINITY;
  const found = lines.filter(({ text }, at) => {
    if (/\bOops: int3\b/.test(text)) emulatorsOwn = at;
    const follows = at - emulatorsOwn <= linesOfAnOops;
    return problem.test(text) && !(follows && /\bOops: int3\b|Kernel panic .*Fatal exception/.test(text));
  });
  return found.map((line) => line.text);
}

/** From its first line to the panic: registers, code and stack; about 60 were seen. */
const linesOfAnOops = 150;
