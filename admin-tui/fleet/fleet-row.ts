import { escapeControls } from "../../setup/issues/escape-controls.ts";
import { SetupError } from "../../setup/issues/exceptions.ts";
import type { BoxReport } from "./box-report.ts";

/** One box of the overview; null is "not known". */
export interface FleetRow {
  readonly name: string;
  /** `user@host[:port]`. */
  readonly address: string;
  readonly state: "unreachable" | "failed" | "warning" | "reading" | "ok";
  /** The assistant was verified to answer, and nothing stands in its way now. */
  readonly answers: boolean | null;
  readonly version: string | null;
  readonly diskUsedPercent: number | null;
  /** What is wrong: why it cannot be reached, or the first of its problems and alerts. */
  readonly trouble: string | null;
  readonly cure: string | null;
  /** When it last told how it is, ISO 8601. */
  readonly lastSeen: string | null;
}

/** What is known of one box. */
export interface Sighting {
  readonly report: BoxReport | null;
  readonly seenAt: string | null;
  /** Why it does not tell now; null while it does, or before the first answer. */
  readonly error: Error | null;
}

/** Pure. */
export function buildFleetRow(
  { name, address }: Pick<FleetRow, "name" | "address">,
  { report, seenAt, error }: Sighting,
): FleetRow {
  const known = {
    ...{ name, address, lastSeen: seenAt, version: report?.version ?? null },
    diskUsedPercent: report?.pool?.usedPercent ?? null,
  };
  if (error !== null) {
    const cure = error instanceof SetupError && error.hint !== "" ? escapeControls(error.hint) : null;
    return { ...known, state: "unreachable", answers: null, trouble: escapeControls(error.message), cure };
  }
  if (report === null) return { ...known, state: "reading", answers: null, trouble: null, cure: null };
  const trouble = report.problems[0] ?? report.alerts?.active[0];
  return {
    ...known,
    state: report.state,
    answers: report.state === "failed" ? false : report.handoff?.state === "ready" ? true : null,
    trouble: trouble?.message ?? null,
    cure: trouble?.cure || null,
  };
}

const order: readonly FleetRow["state"][] = ["unreachable", "failed", "warning", "reading", "ok"];

/** Trouble first, then by name. Pure. */
export function sortFleet(rows: readonly FleetRow[]): FleetRow[] {
  return rows.toSorted(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.name.localeCompare(b.name),
  );
}

/** "3 boxes: 1 unreachable, 2 ok". Pure. */
export function summariseFleet(rows: readonly FleetRow[]): string {
  const counts = order.flatMap((state) => {
    const count = rows.filter((row) => row.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  return `${rows.length} ${rows.length === 1 ? "box" : "boxes"}: ${counts.join(", ")}`;
}
