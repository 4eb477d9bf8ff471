import { renderUnicodeCompact } from "uqr";
import { buildDashboardUrl } from "../../setup/operator/read-dashboard-access.ts";

/** `https://<address>:8443/welcome#<token>`: what follows # never leaves the browser by itself. Pure. */
export function buildWelcomeUrl(address: string, token: string): string {
  return `${buildDashboardUrl(address)}/welcome#${token}`;
}

/** The link as text and as a code for a phone's camera, black on white in any terminal theme. Pure. */
export function renderLink(url: string): string {
  const lines = renderUnicodeCompact(url, { border: 2 }).split("\n");
  return `${lines.map((line) => `\u001b[30;47m${line}\u001b[0m`).join("\n")}\n\n${url}\n`;
}
