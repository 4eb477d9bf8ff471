import { fillRow } from "../fill-row.ts";
import type { Line } from "../line.ts";
import { type LogState, logSources, selectLogLines } from "../log-state.ts";
import type { Tone } from "../theme.ts";

/** Which log it is, and what of it. Pure. */
export function buildLogHead(log: LogState, columns: number): Line {
  const source = logSources[log.source];
  const filter = log.filter === "" ? "" : `, only "${log.filter}" (c shows all)`;
  const state = log.following ? "following" : "HELD STILL, f goes on";
  return {
    text: fillRow(`Log ${source?.name}: ${source?.file}${filter}`, state, columns).slice(0, columns),
    tone: "text",
    bold: true,
  };
}

/** The lines of the chosen log, the newest last. Pure. */
export function buildLog(log: LogState, columns: number): Line[] {
  const lines = selectLogLines(log);
  if (log.error !== null) return [{ text: `Could not be read: ${log.error}`, tone: "bad", marked: true }];
  if (lines.length === 0) return [{ text: "No such lines yet.", tone: "quiet" }];
  return lines.flatMap((line) => buildLines(line, columns, log.wrap));
}

function buildLines(text: string, columns: number, wrap: boolean): Line[] {
  const tone = judge(text);
  if (!wrap || text.length <= columns) return [{ text: text.slice(0, columns) || " ", tone }];
  const room = columns - 2;
  const rest = text.slice(columns);
  const more = Array.from({ length: Math.ceil(rest.length / room) }, (_, at) =>
    rest.slice(at * room, (at + 1) * room),
  );
  return [text.slice(0, columns), ...more.map((part) => `  ${part}`)].map(
    (part): Line => ({ text: part, tone }),
  );
}

/** By the words programs use, and by the facility.level of syslog. */
function judge(text: string): Tone {
  if (/\.(emerg|alert|crit|err)\b|\b(error|fatal|failed|panic)\b/i.test(text)) return "bad";
  return /\.warn|\bwarn(ing)?\b/i.test(text) ? "warning" : "text";
}
