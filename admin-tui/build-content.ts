import type { AdminState, Part } from "./admin-state.ts";
import { buildDatabases } from "./content/databases-lines.ts";
import { buildLog, buildLogHead } from "./content/log-lines.ts";
import { buildMaintenance } from "./content/maintenance-lines.ts";
import { buildServices } from "./content/services-lines.ts";
import { buildSnapshots } from "./content/snapshots-lines.ts";
import { buildStorage } from "./content/storage-lines.ts";
import { buildText } from "./content/text-lines.ts";
import { buildJournal } from "./journal-lines.ts";
import { emptyLine, type Line } from "./line.ts";
import { buildOverview } from "./overview-lines.ts";

/** What a screen shows, before it is fitted into the window. */
export interface Content {
  /** Stays above the window while the rest scrolls. */
  readonly head?: readonly Line[];
  readonly lines: readonly Line[];
  /** Rows one may choose from: their names, and their places in `lines`. Empty: nothing is chosen here. */
  readonly rows: readonly { readonly name: string; readonly line: number }[];
}

/** The shown screen. Pure. */
export function buildContent(state: AdminState): Content {
  const { parts, screen, size, chosen, log } = state;
  const { columns } = size;
  const picked = chosen[screen] ?? null;
  const plain = (lines: readonly Line[]): Content => ({ lines, rows: [] });
  switch (screen) {
    case "overview":
      return read(parts.status, (status) => plain(buildOverview(status, columns)));
    case "services":
      return read(parts.status, (status) => buildServices(status, picked, columns));
    case "storage":
      return read(parts.status, (status) => plain(buildStorage(status, columns)));
    case "databases":
      return read(parts.databases, (found) => plain(buildDatabases(found, parts.status.value, columns)));
    case "logs":
      return { ...plain(buildLog(log, columns)), head: [buildLogHead(log, columns)] };
    case "settings":
      return joinContent(
        plain([{ text: "Settings of this box", tone: "text", bold: true }]),
        read(parts.settings, (lines) => plain(buildText(lines, columns))),
        plain([emptyLine, { text: "Models: this box, and each profile today", tone: "text", bold: true }]),
        read(parts.profile, (lines) => plain(buildText(lines, columns))),
      );
    case "operator":
      return read(parts.access, (lines) => plain(buildText(lines, columns)));
    case "snapshots":
      return read(parts.status, (status) => buildSnapshots(status, picked, columns));
    case "maintenance":
      return buildMaintenance(parts.status.value, picked, columns);
    case "journal":
      return read(parts.journals, (journals) => plain(buildJournal(journals, columns)));
  }
}

/** What was read, behind a word about why it cannot be read now. */
function read<T>(part: Part<T>, build: (value: T) => Content): Content {
  const trouble: Line[] =
    part.error === null ? [] : [{ text: `Could not be read: ${part.error}`, tone: "bad", marked: true }];
  if (part.value === null) {
    return { lines: trouble.length > 0 ? trouble : [{ text: "Reading ...", tone: "quiet" }], rows: [] };
  }
  return joinContent({ lines: trouble, rows: [] }, build(part.value));
}

function joinContent(...parts: readonly Content[]): Content {
  return parts.reduce((all, { lines, rows, head = [] }) => ({
    head: [...(all.head ?? []), ...head],
    lines: [...all.lines, ...lines],
    rows: [...all.rows, ...rows.map((row) => ({ ...row, line: row.line + all.lines.length }))],
  }));
}
