import { dirname } from "node:path";
import type { Host } from "../host/host.ts";

/** In RAM; getty shows it above every login prompt, after what the first boot says. */
export const accessIssueFile = "/run/clawdie/issue-dashboard";

export interface ShownAccess {
  readonly open: boolean;
  readonly urls: readonly string[];
  readonly fingerprint: string | null;
}

/** Shows where the dashboard is, and its fingerprint, on all consoles while there is an operator; nothing otherwise. */
export async function showAccessOnConsoles(host: Host, access: ShownAccess): Promise<void> {
  const wanted = renderConsoleAccess(access);
  const shown = (await host.readFile(accessIssueFile))?.toString("utf8") ?? "";
  if (shown === wanted) return;
  await host.makeFolder(dirname(accessIssueFile), { mode: 0o755 });
  if (wanted === "") await host.remove(accessIssueFile);
  else await host.writeFile(accessIssueFile, wanted, { mode: 0o644 });
  // Prompts at which nobody has begun to type show it at once, the others when they come up again.
  await host.run("agetty", ["--reload"], { allowExit: [0, 1], timeoutSeconds: 10 });
}

/** Lines of at most 80 columns; "" when there is nothing to show. Pure. */
export function renderConsoleAccess({ open, urls, fingerprint }: ShownAccess): string {
  if (!open || fingerprint === null) return "";
  const lines = urls.map((url, at) => `${at === 0 ? "Dashboard: " : "           "}${url}`);
  // 32 pairs with colons: half of them is 47 characters.
  const halves = [fingerprint.slice(0, 48), fingerprint.slice(48)].filter((half) => half !== "");
  return `${[...lines, "SHA-256 fingerprint of its certificate:", ...halves.map((half) => `  ${half}`)].join("\n")}\n\n`;
}
