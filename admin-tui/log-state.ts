import { boxLayout } from "../setup/plan/box-layout.ts";

export interface LogSource {
  readonly name: string;
  readonly file: string;
  /** Only lines of this program; null: every line. */
  readonly tag: string | null;
}

const systemLog = "/var/log/messages";
const programs = ["kernel", "sshd", "sudo", "dhcpcd", "chronyd"];

/** The logs there are: the system's whole, then by program, then the assistant's own. */
export const logSources: readonly LogSource[] = [
  { name: "system", file: systemLog, tag: null },
  { name: "assistant", file: `${boxLayout.logs}/runtime/openclaw.log`, tag: null },
  ...[...Object.values(boxLayout.services), ...programs].map((tag) => ({ name: tag, file: systemLog, tag })),
];

export interface LogState {
  /** Place in `logSources`. */
  readonly source: number;
  /** Every line of the file that was read, cleaned. */
  readonly lines: readonly string[];
  /** The file they are of; null before the first, and after trouble. */
  readonly file: string | null;
  readonly filter: string;
  /** New lines move the window. */
  readonly following: boolean;
  readonly wrap: boolean;
  /** Why nothing comes; null while it does. */
  readonly error: string | null;
}

export const firstLog: LogState = {
  ...{ source: 0, lines: [], file: null, filter: "", following: true, wrap: true, error: null },
};

/** Older lines go: the file has them. */
export const keptLines = 4000;

/** Pure. */
export function addLogLines(log: LogState, lines: readonly string[]): LogState {
  return { ...log, error: null, lines: [...log.lines, ...lines].slice(-keptLines) };
}

/** Another source, followed; what keeps its file from being read stays said. Pure. */
export function chooseSource(log: LogState, source: number): LogState {
  const same = logSources[source]?.file === logSources[log.source]?.file;
  return { ...log, source, following: true, error: same ? log.error : null };
}

/** The source with this name, or the system's. Pure. */
export function findSource(name: string): number {
  return Math.max(
    0,
    logSources.findIndex((source) => source.name === name),
  );
}

/** The lines to show: of the source's program, with every word of the filter, in any case of letters. Pure. */
export function selectLogLines({ lines, source, filter }: LogState): readonly string[] {
  const tag = logSources[source]?.tag ?? null;
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return lines.filter((line) => {
    if (tag !== null && !isOf(line, tag)) return false;
    const lower = line.toLowerCase();
    return words.every((word) => lower.includes(word));
  });
}

/** `Nov 21 10:00:00 box daemon.info name[12]: text`, as busybox syslogd writes it, with or without facility. Pure. */
function isOf(line: string, tag: string): boolean {
  const head = line.slice(0, line.indexOf(": ") + 1);
  return new RegExp(`(?:^|\\s)${tag.replaceAll(/[^\w-]/g, "")}(?:\\[\\d+\\])?:`).test(head);
}
