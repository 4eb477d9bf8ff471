import { formatBytes } from "../../../setup/status/format-figures.ts";
import type { DashboardView, PoolSample } from "../../view/dashboard-view.ts";
import { formatMoment } from "../format-moment.ts";
import { type Html, html } from "../html.ts";
import { renderFact } from "./render-fact.ts";

export function renderStorage({ status: { pool }, snapshots, trend }: DashboardView): Html {
  return html`<h2>Storage</h2>
${
  pool === null
    ? html`<p>The pool is not seen.</p>`
    : html`<dl>${renderFact("Pool", html`${pool.name} <span class="badge ${pool.health === "ONLINE" ? "ok" : "failed"}">${pool.health}</span>`)}
${renderFact("Used", html`${pool.usedPercent} % of ${formatBytes(pool.sizeBytes)}${describeTrend(trend)}`)}</dl>
<meter min="0" max="100" high="80" value="${pool.usedPercent}" aria-label="Used space">${pool.usedPercent} %</meter>`
}
<h3>Snapshots</h3>
${
  snapshots.count === 0
    ? html`<p class="muted">None yet.</p>`
    : html`<p>${snapshots.count} in all; the newest:</p><ul class="plain">${snapshots.latest.map(({ name, at }) => html`<li><span class="id">${name}</span><br><span class="muted small">${formatMoment(at)}</span></li>`)}</ul>`
}
<p class="actions"><a class="button" href="/actions/take-snapshot">Take a snapshot…</a></p>`;
}

const hourMs = 3_600_000;

/** How used space changed since the oldest sample; nothing before there is a day of them. */
function describeTrend(trend: readonly PoolSample[]): Html | null {
  const [first, last] = [trend.at(0), trend.at(-1)];
  if (first === undefined || last === undefined) return null;
  const hours = (last.at.getTime() - first.at.getTime()) / hourMs;
  if (hours < 24) return null;
  const change = last.usedBytes - first.usedBytes;
  const sign = change < 0 ? "−" : "+";
  return html` <span class="muted">(${sign}${formatBytes(Math.abs(change))} in ${Math.round(hours / 24)} d)</span>`;
}
