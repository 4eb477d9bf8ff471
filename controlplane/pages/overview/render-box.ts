import { formatBytes, formatDuration } from "../../../setup/status/format-figures.ts";
import type { DashboardView } from "../../view/dashboard-view.ts";
import { formatMoment } from "../format-moment.ts";
import { type Html, html } from "../html.ts";
import { renderFact } from "./render-fact.ts";

export function renderBox({ status, bundle }: DashboardView): Html {
  const { memory, handoff } = status;
  const used = memory === null ? 0 : memory.totalBytes - memory.availableBytes - memory.cacheBytes;
  const percent = memory === null ? 0 : Math.round((used / memory.totalBytes) * 100);
  const clock = handoff?.checks.find(({ name }) => name === "clock");
  return html`<h2>Box</h2>
<dl>${renderFact("Name", status.hostname ?? "unnamed")}
${renderFact("Version", `Clawdie ${status.version}`)}
${renderFact("Up", status.uptimeSeconds === null ? "unknown" : formatDuration(Math.max(60, status.uptimeSeconds)))}
${renderFact("Clock", html`${formatMoment(new Date(status.time))}${clock === undefined ? null : html` <span class="badge ${clock.outcome === "failed" ? "failed" : clock.outcome === "ok" ? "ok" : "muted"}">${clock.outcome === "not-checked" ? "not checked" : clock.outcome}</span>`}`)}
${renderFact("Address", status.addresses.join(", ") || "none")}
${memory === null ? null : renderFact("Memory", `${formatBytes(used)} of ${formatBytes(memory.totalBytes)} used, file cache ${formatBytes(memory.cacheBytes)}`)}</dl>
${memory === null ? null : html`<meter min="0" max="100" high="90" value="${percent}" aria-label="Used memory">${percent} %</meter>`}
${bundle === null ? null : html`<p><a href="/support-bundle">Download the support bundle</a> <span class="muted small">${formatBundleSize(bundle.bytes)}, made ${formatMoment(bundle.at)}</span></p>`}
<p class="actions"><a class="button" href="/actions/maintenance-reboot">Restart the box…</a> <a class="button" href="/actions/support-bundle">Make a support bundle…</a></p>`;
}

function formatBundleSize(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1024))} KiB`;
}
