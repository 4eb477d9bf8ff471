import { cleanOutput } from "./clean-output.ts";

/**
 * One line of a log, cleaned. The assistant writes JSON (tslog: positional arguments under "0", "1", …, what it is about
 * under "_meta"): time, level and words of it; anything else stays as it is. Pure.
 */
export function readLogLine(line: string): string {
  return cleanOutput(line.startsWith("{") ? (renderRecord(line) ?? line) : line);
}

function renderRecord(line: string): string | null {
  try {
    const record = JSON.parse(line) as Record<string, unknown>;
    const meta = (record._meta ?? {}) as Record<string, unknown>;
    const time = String(record.time ?? meta.date ?? "")
      .slice(0, 19)
      .replace("T", " ");
    const level = String(meta.logLevelName ?? record.level ?? "").padEnd(5);
    const numbered = Object.keys(record).filter((key) => /^\d+$/.test(key));
    const words = [...numbered, "message", "msg"].flatMap((key) => describe(record[key]));
    return words.length === 0 ? null : [time, level, ...words].join(" ").trim();
  } catch {
    return null;
  }
}

/** Objects, and the small ones written as text, as `name=value`. */
function describe(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value === "string" && /^\{.*\}$/.test(value)) {
    try {
      return describe(JSON.parse(value));
    } catch {
      return [value];
    }
  }
  if (typeof value !== "object") return [String(value).replaceAll(/\s*\n\s*/g, " / ")];
  return Object.entries(value).map(([name, part]) =>
    typeof part === "object" ? `${name}=${JSON.stringify(part)}` : `${name}=${part}`,
  );
}
