import { buildFleetHead, buildFleetLines } from "./fleet-lines.ts";
import type { FleetMember } from "./fleet-member.ts";
import { buildFleetRow, type FleetRow, sortFleet, summariseFleet } from "./fleet-row.ts";
import { lookAtBox } from "./look-at-box.ts";

/** Asks every box once, all at the same time; each answers or is given up by itself. */
export async function gatherFleet(members: readonly FleetMember[], now: () => Date): Promise<FleetRow[]> {
  const rows = members.map(async (member) => {
    try {
      const report = await lookAtBox(member.box);
      return buildFleetRow(member, { report, seenAt: now().toISOString(), error: null });
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      return buildFleetRow(member, { report: null, seenAt: null, error });
    }
  });
  return sortFleet(await Promise.all(rows));
}

/** The overview as text: a table, and under it what is wrong with whom in full. Pure. */
export function renderFleetTable(rows: readonly FleetRow[], now: Date, columns: number): string {
  const front = 4;
  const lines = [
    summariseFleet(rows),
    "",
    buildFleetHead(rows, columns + front).slice(front),
    ...buildFleetLines(rows, null, now, columns + front).map(({ text }) => text),
  ];
  const troubles = rows.filter(({ trouble }) => trouble !== null);
  if (troubles.length > 0) lines.push("");
  for (const { name, trouble, cure } of troubles)
    lines.push(`${name}: ${[trouble, cure].filter(Boolean).join(". ").replaceAll("..", ".")}`);
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

/** For programs; fields are only added. Pure. */
export function renderFleetJson(rows: readonly FleetRow[], now: Date): string {
  return `${JSON.stringify({ schema: 1, time: now.toISOString(), boxes: rows }, null, 2)}\n`;
}

/** Like `clawdie status`: 0 all well, 1 one cannot be used or reached, 2 warnings only. Pure. */
export function judgeFleet(rows: readonly FleetRow[]): 0 | 1 | 2 {
  if (rows.some(({ state }) => state === "unreachable" || state === "failed")) return 1;
  return rows.every(({ state }) => state === "ok") ? 0 : 2;
}
