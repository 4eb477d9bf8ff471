import type { Host } from "../host/host.ts";
import { readBootId } from "../maintenance/maintenance-record.ts";
import { showAccessOnConsoles } from "../operator/show-access-on-consoles.ts";
import { boxLayout } from "../plan/box-layout.ts";
import type { Talk } from "../runtime/talk.ts";
import { gatherStatus, type StatusDeps } from "../status/gather-status.ts";
import type { Status } from "../status/status.ts";
import { type AlertRecord, emptyAlertRecord, readAlertRecord, writeAlertRecord } from "./alert-record.ts";
import { findCauses } from "./find-causes.ts";
import { type AlertMessage, judgeAlerts, recordTold } from "./judge-alerts.ts";
import { addStarts } from "./judge-crashes.ts";
import { lookAtKey } from "./look-at-key.ts";
import type { Moment } from "./moment.ts";
import { readToldAtBoot } from "./read-told-at-boot.ts";
import { renderAccessNotice, renderAlert } from "./render-alert.ts";
import { readOwnSettings, sendToOwner } from "./send-to-owner.ts";

export interface AlertDeps {
  readonly fetch: typeof globalThis.fetch;
  readonly status: StatusDeps;
  /** When the assistant was last asked and answered; null when that cannot be read. */
  readonly readTalk: (host: Pick<Host, "root" | "stat">) => Promise<Talk | null>;
}

/**
 * One look, once a minute: what is so now, what the owner must hear about it, and the record. Until the owner was greeted
 * the first boot does the telling, and this only shows that somebody looks. The record is written before anything is
 * sent: whoever cannot write it would say the same again every minute. A kill between the two says it twice.
 */
export async function runAlertLook(host: Host, deps: AlertDeps): Promise<"not-yet" | "looked"> {
  const now = await readMoment(host);
  const earlier = (await readAlertRecord(host)) ?? emptyAlertRecord(now);
  const settings = await readOwnSettings(host);
  const status = await gatherStatus(host, deps.status);
  await showAccessOnConsoles(host, status.dashboard).catch(() => undefined);
  if (settings === null || status.handoff === null || status.handoff.greetedAt === null) {
    await writeAlertRecord(host, { ...earlier, lookedAt: now });
    return "not-yet";
  }
  const service = { fetch: deps.fetch, now: () => host.now() };
  const starts = addStarts(earlier.starts, status.services, now);
  const look = await lookAtKey(settings.openRouter, earlier, now, service);
  const talk = await deps.readTalk(host).catch(() => null);
  const sight = { status, ...look, starts, talk, active: earlier.active, maintained: isMaintained(status) };
  const views = findCauses({ ...sight, builtAt: await readBuildTime(host) });
  const judged = judgeAlerts(views, { ...earlier, ...look, starts, talk }, now);
  await writeAlertRecord(host, judged.record);
  const send = async (text: string) =>
    (await sendToOwner(settings, text, { fetch: deps.fetch, host })) === null;
  const boxName = status.hostname ?? settings.hostname;
  const known = await readToldAtBoot(host, now);
  const tell = async (message: AlertMessage) =>
    (message.kind === "begun" && known.includes(message.cause)) || send(renderAlert(message, boxName, now));
  const taken = await sendAll(judged.messages, tell);
  const announced = await announceDashboard(status, judged.record.announced, send);
  await writeAlertRecord(host, { ...recordTold(judged.record, taken, now), announced });
  return "looked";
}

async function readMoment(host: Host): Promise<Moment> {
  const uptime = Number.parseFloat(String((await host.readFile("/proc/uptime")) ?? "0"));
  return { at: host.now().toISOString(), boot: await readBootId(host), uptime };
}

const longestMaintenanceMs = 30 * 60_000;

/** Under way, and not left behind by a process that was killed. */
function isMaintained({ maintenance, time }: Status): boolean {
  if (maintenance?.state !== "running" && maintenance?.state !== "rebooting") return false;
  return Math.abs(Date.parse(time) - Date.parse(maintenance.startedAt)) < longestMaintenanceMs;
}

async function readBuildTime(host: Host): Promise<number | null> {
  const bytes = await host.readFile(boxLayout.build);
  const epoch = /"epoch":(\d+)/.exec(String(bytes ?? ""))?.[1];
  return epoch === undefined ? null : Number(epoch);
}

async function sendAll(messages: readonly AlertMessage[], send: (one: AlertMessage) => Promise<boolean>) {
  const taken: AlertMessage[] = [];
  for (const message of messages) if (await send(message)) taken.push(message);
  return taken;
}

/** Once for each certificate, as soon as there is an operator. */
async function announceDashboard(
  { hostname, dashboard }: Status,
  announced: AlertRecord["announced"],
  send: (text: string) => Promise<boolean>,
): Promise<AlertRecord["announced"]> {
  const { open, urls, fingerprint } = dashboard;
  if (!open || fingerprint === null || fingerprint === announced) return announced;
  return (await send(renderAccessNotice(hostname ?? "The box", urls, fingerprint))) ? fingerprint : announced;
}
