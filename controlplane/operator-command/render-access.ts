import type { Host } from "../../setup/host/host.ts";
import { buildDashboardUrl, readDashboardAccess } from "../../setup/operator/read-dashboard-access.ts";
import { gatherMachine } from "../../setup/status/gather-machine.ts";

/** Where the dashboard is, and what to compare before the first password is typed into it. */
export async function renderAccess(host: Host, operator: string | null): Promise<string> {
  const [{ addresses }, access] = await Promise.all([gatherMachine(host), readDashboardAccess(host)]);
  const lines = [`Operator     ${operator ?? "none yet: sudo set-operator <email>"}`];
  if (operator !== null)
    lines.push(...addresses.map((address) => `Dashboard    ${buildDashboardUrl(address)}`));
  if (access.fingerprint !== null) {
    lines.push("The browser warns about a certificate made on the box. Its SHA-256 fingerprint must be:");
    lines.push(`  ${access.fingerprint}`);
  }
  return `${lines.join("\n")}\n`;
}
