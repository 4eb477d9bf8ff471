import { formatDuration, formatTime } from "../setup/status/format-figures.ts";
import { buildKeyBar } from "./admin-keys.ts";
import type { AdminState } from "./admin-state.ts";
import { buildContent } from "./build-content.ts";
import { clampTop } from "./clamp-top.ts";
import { buildDialog } from "./content/dialog-lines.ts";
import { fillRow } from "./fill-row.ts";
import type { Line } from "./line.ts";
import { countRows, countScrolled } from "./move-view.ts";
import type { Tone } from "./theme.ts";

/** One frame, before it has colors: header, tabs, a window on lines, the bar at the bottom. */
export interface AdminPage {
  readonly header: string;
  readonly tone: Tone;
  /** Above the window, and always there. */
  readonly head: readonly Line[];
  readonly lines: readonly Line[];
  readonly top: number;
  readonly rows: number;
  readonly bar: string;
  /** Where is typed, in the window. */
  readonly cursor?: { readonly row: number; readonly column: number };
}

/** Pure. */
export function buildAdminPage(state: AdminState): AdminPage {
  const { columns } = state.size;
  const rows = countRows(state);
  const header = buildHeader(state);
  if (state.dialog === null) {
    const content = buildContent(state);
    const { lines, head = [] } = content;
    const bounds = { lines: lines.length, rows: countScrolled(state, content) };
    const top = clampTop(state.tops[state.screen] ?? 0, bounds);
    const bar = buildBar(state.notice ?? buildKeyBar(state.screen), top, bounds, columns);
    return { ...header, head, lines, top, rows: bounds.rows, bar };
  }
  const { lines, top: wanted, bar, cursor } = buildDialog(state);
  const bounds = { lines: lines.length, rows };
  const top = clampTop(wanted ?? lines.length, bounds);
  return {
    ...header,
    ...{ head: [], lines, top, rows, bar: buildBar(bar, top, bounds, columns) },
    ...(cursor === undefined ? {} : { cursor: { row: cursor.line - top, column: cursor.column } }),
  };
}

/** After three looks without an answer. Seconds. */
const staleSeconds = 15;

const tones = { ok: "good", warning: "warning", failed: "bad" } as const;
const words = { ok: "well", warning: "works, with warnings", failed: "not usable" } as const;

/** Which box, how it is, and how old that is. */
function buildHeader({ title, parts, size, now }: AdminState): Pick<AdminPage, "header" | "tone"> {
  const { value, error, at } = parts.status;
  if (value === null) {
    const word = error === null ? "reading ..." : "not reached";
    return { header: `Clawdie on ${title}: ${word}`, tone: error === null ? "quiet" : "bad" };
  }
  const left = `Clawdie ${value.version} on ${title}: ${words[value.state]}`;
  const age = (now - Date.parse(value.time)) / 1000;
  const stale = error !== null || (at !== null && (now - at) / 1000 > staleSeconds);
  if (stale) {
    // The clocks of both machines may differ: never less than nothing.
    const right = `no answer for ${formatDuration(Math.max(0, age))}`;
    return { header: fillRow(left, right, size.columns - 2), tone: "warning" };
  }
  return { header: fillRow(left, formatTime(value.time), size.columns - 2), tone: tones[value.state] };
}

function buildBar(
  keys: string,
  top: number,
  { lines, rows }: { readonly lines: number; readonly rows: number },
  columns: number,
): string {
  const more = lines <= rows ? "" : top + rows >= lines ? "end" : `${lines - top - rows} more`;
  const room = columns - more.length - 1;
  return fillRow(keys.length > room ? keys.slice(0, room) : keys, more, columns);
}
