import { readAlertRecord } from "../alerts/alert-record.ts";
import { secondsSince } from "../alerts/moment.ts";
import type { Host } from "../host/host.ts";
import { readBootId } from "../maintenance/maintenance-record.ts";
import { buildDashboardUrls, readDashboardAccess } from "../operator/read-dashboard-access.ts";
import type { Status } from "./status.ts";

/** What only the operator asks for: alerts, the last question and answer, the way to the dashboard. */
export async function gatherOperatorView(
  host: Host,
  { hostname, addresses, uptimeSeconds }: Pick<Status, "hostname" | "addresses" | "uptimeSeconds">,
): Promise<Pick<Status, "talk" | "dashboard" | "alerts">> {
  const [record, access, boot] = await Promise.all([
    readAlertRecord(host).catch(() => null),
    readDashboardAccess(host),
    readBootId(host).catch(() => "unknown"),
  ]);
  const now = { at: host.now().toISOString(), boot, uptime: uptimeSeconds ?? 0 };
  return {
    talk: record?.talk ?? null,
    dashboard: {
      open: access.open,
      urls: access.open ? buildDashboardUrls(hostname, addresses) : [],
      fingerprint: access.fingerprint,
      certificateEnds: access.certificateEnds?.toISOString() ?? null,
    },
    alerts:
      record === null
        ? null
        : {
            lookedSecondsAgo: Math.round(secondsSince(record.lookedAt, now)),
            active: record.active
              .filter(({ goneSince }) => goneSince === null)
              .map(({ cause, message, cure, since, told }) => {
                return { cause, message, cure, since: since.at, told: told !== null };
              }),
            past: record.past,
          },
  };
}
