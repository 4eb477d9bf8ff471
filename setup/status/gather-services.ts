import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { runlevelLink } from "../steps/runlevel-link.ts";
import type { ServiceStatus } from "./status.ts";

/** OpenRC keeps one folder per state here, with one link per service: readable without running anything. */
const openrc = "/run/openrc";
const states = ["failed", "stopping", "starting", "started"] as const;

/** Our services, then any other service that failed. Starting anything is not needed and not done. */
export async function gatherServices(host: Host): Promise<ServiceStatus[]> {
  const ours: string[] = Object.values(boxLayout.services);
  const failed = await host.listFolder(`${openrc}/failed`).catch(() => []);
  const names = [...ours, ...failed.filter((name) => !ours.includes(name))];
  const present = (await host.stat(openrc).catch(() => null)) !== null;
  const services = await Promise.all(names.map((name) => gatherService(host, name, present)));
  // Without a monthly limit there is no guard to be missed.
  const link = await host.stat(runlevelLink(boxLayout.services.spending, "default")).catch(() => null);
  return services.filter(({ name }) => name !== boxLayout.services.spending || link !== null);
}

async function gatherService(host: Host, name: string, present: boolean): Promise<ServiceStatus> {
  const state = present ? await readState(host, name) : "unknown";
  const [since, starts] = await Promise.all([
    readOption(host, name, "start_time"),
    readOption(host, name, "start_count"),
  ]);
  return {
    name,
    state,
    since: state === "started" && since !== null ? parseStartTime(since) : null,
    // Empty for a moment while the supervisor writes it: that is not "never started".
    starts: starts !== null && /^\d+$/.test(starts) ? Number(starts) : null,
  };
}

async function readState(host: Host, name: string): Promise<ServiceStatus["state"]> {
  for (const state of states) {
    if ((await host.stat(`${openrc}/${state}/${name}`)) !== null) return state;
  }
  return "stopped";
}

/** Values supervise-daemon keeps: https://github.com/OpenRC/openrc/blob/master/src/supervise-daemon/supervise-daemon.c */
async function readOption(host: Host, name: string, option: string): Promise<string | null> {
  const bytes = await host.readFile(`${openrc}/options/${name}/${option}`).catch(() => null);
  return bytes === null ? null : bytes.toString("utf8").trim();
}

/** "2026-11-21 10:00:00" in the box's zone → ISO 8601; null when it is something else. */
function parseStartTime(text: string): string | null {
  const time = new Date(text.replace(" ", "T"));
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
