import { formatBytes, formatDuration } from "../../setup/status/format-figures.ts";
import type { Status } from "../../setup/status/status.ts";
import { cell } from "../cell.ts";
import { emptyLine, type Line } from "../line.ts";

/** The server, then every database: owner, size, connections, and how well its memory serves. Pure. */
export function buildDatabases(
  { version, startedAt, maxConnections, list }: NonNullable<Status["databases"]>,
  status: Status | null,
  columns: number,
): Line[] {
  const used = list.reduce((sum, { connections }) => sum + connections, 0);
  const time = status === null ? null : Date.parse(status.time);
  const up = time === null ? "" : `, up ${formatDuration((time - Date.parse(startedAt)) / 1000)}`;
  const ready = status?.database.ready ?? null;
  const width = Math.max(12, ...list.map(({ name }) => name.length));
  const row = (name: string, owner: string, ...figures: readonly string[]) =>
    `${cell(name, width)}  ${cell(owner, 16)}${figures.map((text) => cell(text, 12, "right")).join("")}`.slice(
      0,
      columns,
    );
  return [
    {
      text: `PostgreSQL ${version}${up}, ${used} of ${maxConnections} connections`,
      tone: ready === false ? "bad" : "good",
      ...{ marked: true, bold: true },
    },
    emptyLine,
    { text: row("DATABASE", "OWNER", "SIZE", "CONNECTED", "FROM MEMORY", "DEADLOCKS"), tone: "quiet" },
    ...list.map(
      ({ name, owner, bytes, connections, cachedPercent, deadlocks }): Line => ({
        text: row(
          ...([name, owner, formatBytes(bytes), String(connections)] as const),
          ...[cachedPercent === null ? "-" : `${cachedPercent} %`, String(deadlocks)],
        ),
        tone: deadlocks > 0 ? "warning" : "text",
      }),
    ),
    emptyLine,
    { text: "SQL: sudo psql -h /run/postgresql -U postgres system_ops", tone: "quiet" },
  ];
}
