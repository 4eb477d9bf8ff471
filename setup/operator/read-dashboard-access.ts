import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { readCertificate } from "./read-certificate.ts";

/** How an operator reaches the dashboard; readable by every account. */
export interface DashboardAccess {
  /** There is an operator, and the firewall lets browsers in. */
  readonly open: boolean;
  readonly port: number;
  /** SHA-256 of the certificate, to be compared with what the browser shows; null before it was made. */
  readonly fingerprint: string | null;
  readonly certificateEnds: Date | null;
}

/** For `clawdie status`, the admin screen, the consoles and Telegram: what to show about the dashboard. */
export async function readDashboardAccess(host: Pick<Host, "readFile" | "stat">): Promise<DashboardAccess> {
  const [opening, certificate] = await Promise.all([
    host.stat(boxLayout.dashboardOpening).catch(() => null),
    readCertificate(host, boxLayout.dashboardCertificate),
  ]);
  return {
    open: opening !== null,
    port: boxLayout.dashboardPort,
    fingerprint: certificate?.fingerprint ?? null,
    certificateEnds: certificate?.notAfter ?? null,
  };
}

/** `https://<address>:8443`, brackets around IPv6. Pure. */
export function buildDashboardUrl(address: string): string {
  return `https://${address.includes(":") ? `[${address}]` : address}:${boxLayout.dashboardPort}`;
}

/** By name, where the network knows it, and by each address. Pure. */
export function buildDashboardUrls(hostname: string | null, addresses: readonly string[]): string[] {
  const names = hostname === null ? [] : [`${hostname}.local`];
  return [...names, ...addresses].map(buildDashboardUrl);
}
