import type { Host } from "../host/host.ts";
import { readMaintenanceRecord } from "../maintenance/maintenance-record.ts";
import { listSnapshots } from "../maintenance/snapshots.ts";
import { boxLayout } from "../plan/box-layout.ts";
import type { Status } from "./status.ts";

type Upkeep = Pick<Status, "maintenance" | "snapshots" | "runtimeHeld" | "serviceHealth">;

/** Written by clawdie-runtime-run while it does not start the gateway. */
const heldFile = "/run/clawdie-runtime/held";

export interface Seen {
  readonly readiness: Status["runtime"]["readiness"];
  readonly database: boolean | null;
  /** The control plane answered at all. */
  readonly control: boolean;
}

/** What was done to keep the box well, and how each service is by its own probe. */
export async function gatherUpkeep(host: Host, seen: Seen): Promise<Upkeep> {
  const held = await host.readFile(heldFile).catch(() => null);
  const runtimeHeld = held === null ? null : parseHeld(held.toString("utf8"));
  return {
    maintenance: await readMaintenanceRecord(host).catch(() => null),
    snapshots: await listSnapshots(host).catch(() => null),
    runtimeHeld,
    serviceHealth: describeHealth(seen, runtimeHeld),
  };
}

/** `reason=refused` and `exit=78`, one a line. Pure. */
export function parseHeld(text: string): NonNullable<Status["runtimeHeld"]> {
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(text)?.[1] ?? "";
  const exit = value("exit");
  return { reason: value("reason") || "unknown", exitCode: /^\d+$/.test(exit) ? Number(exit) : null };
}

/** What each service answered, not what the supervisor believes of it. Pure. */
export function describeHealth(seen: Seen, held: Status["runtimeHeld"]): Status["serviceHealth"] {
  const { runtime, control, database } = boxLayout.services;
  const answers = { true: "ok", false: "failing", null: "unknown" } as const;
  const asked = String(seen.database) as keyof typeof answers;
  return {
    [runtime]: {
      health: seen.readiness === "ready" ? "ok" : "failing",
      detail: held === null ? seen.readiness : `held: ${held.reason}`,
    },
    [control]: seen.control
      ? { health: "ok", detail: "/health answers" }
      : { health: "failing", detail: "/health does not answer" },
    [database]: {
      health: answers[asked],
      detail: { true: "SELECT 1 answers", false: "SELECT 1 does not answer", null: "not asked" }[asked],
    },
  };
}
