import { dirname } from "node:path";
import { renderDashboardOpening, renderTemporaryOpening } from "../config-files/render-firewall.ts";
import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { firewallRules } from "../plan/firstboot/network-steps.ts";

const { dashboardOpening, dashboardPort } = boxLayout;

/** Why the firewall does not agree with whether there is an operator; null when it does. */
export async function describePortDifference(host: Host, wantsOpen: boolean): Promise<string | null> {
  const file = await host.readFile(dashboardOpening);
  if (!wantsOpen) return file === null ? null : "there is no operator, but the dashboard's port is open";
  if (file?.toString("utf8") !== renderDashboardOpening()) return "the dashboard's port is not open";
  const args = ["list", "set", "inet", "clawdie", "dashboard"];
  const { stdout } = await host.run("nft", args, { allowExit: [0, 1] });
  // An element with a time limit is from a link, and would close again.
  const isOpen = new RegExp(`\\b${dashboardPort}\\b(?! (timeout|expires))`).test(stdout);
  return isOpen ? null : "the dashboard's port is not open in the loaded rules";
}

/** Opens the port for good, or closes it, now and at every boot. */
export async function setDashboardPort(host: Host, open: boolean): Promise<void> {
  if (open) {
    await host.makeFolder(dirname(dashboardOpening), { mode: 0o755 });
    await host.writeFile(dashboardOpening, renderDashboardOpening(), { mode: 0o644 });
  } else {
    await host.remove(dashboardOpening);
  }
  // All rules in one transaction: an element that was added with a time limit would keep it.
  await host.run("nft", ["-f", firewallRules]);
}

/** Opens the port for so many minutes, until a restart at most. */
export async function openDashboardPortFor(host: Host, minutes: number): Promise<void> {
  await host.run("nft", ["-f", "-"], { input: renderTemporaryOpening(minutes) });
}
