import { z } from "zod";
import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";

/** How the last maintenance went. No secrets: every account may read it. */
export const MaintenanceRecord = z.object({
  schema: z.literal(1),
  kind: z.enum(["reboot", "rollback"]),
  /**
   * running: under way, or its process was killed. rebooting: everything was done, the box restarts.
   * ok: verified. failed: see message. interrupted: the power went, or the process was killed.
   */
  state: z.enum(["running", "rebooting", "ok", "failed", "interrupted"]),
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  /** Name after the @; null when there was none yet. */
  snapshot: z.string().nullable(),
  /** Which start of the computer it began in; tells whether it was restarted since. */
  bootId: z.string(),
  /** Services that ran before and must run again. */
  services: z.array(z.string()),
  /** What went wrong; null when nothing did. */
  message: z.string().nullable(),
  /** What to do about it; empty when nothing is to do. */
  cure: z.string(),
});
export type MaintenanceRecord = z.infer<typeof MaintenanceRecord>;

/** Null when nothing was ever done, or the record cannot be understood. */
export async function readMaintenanceRecord(host: Pick<Host, "readFile">): Promise<MaintenanceRecord | null> {
  const bytes = await host.readFile(boxLayout.maintenance);
  if (bytes === null) return null;
  try {
    return MaintenanceRecord.parse(JSON.parse(bytes.toString("utf8")));
  } catch {
    return null;
  }
}

export async function writeMaintenanceRecord(
  host: Pick<Host, "writeFile">,
  record: MaintenanceRecord,
): Promise<void> {
  await host.writeFile(boxLayout.maintenance, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o644 });
}

/** Different at each start of the computer: random(4). */
export async function readBootId(host: Pick<Host, "readFile">): Promise<string> {
  return (await host.readFile("/proc/sys/kernel/random/boot_id"))?.toString("utf8").trim() ?? "unknown";
}
