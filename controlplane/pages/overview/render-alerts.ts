import type { Status } from "../../../setup/status/status.ts";
import type { DashboardView } from "../../view/dashboard-view.ts";
import { formatMoment } from "../format-moment.ts";
import { type Html, html } from "../html.ts";

const shownPast = 3;

/** What the owner is told on Telegram, and what is over. */
export function renderAlerts({ status: { alerts } }: DashboardView): Html {
  if (alerts === null) return html`<h2>Alerts</h2>\n<p class="muted">Nobody has looked yet.</p>`;
  const past = alerts.past.slice(0, shownPast);
  return html`<h2>Alerts</h2>
${alerts.active.length === 0 ? html`<p><span class="badge ok">none</span></p>` : html`<ul class="plain">${alerts.active.map(renderActive)}</ul>`}
${past.length === 0 ? null : html`<h3>Over</h3>\n<ul class="plain">${past.map(renderPast)}</ul>`}`;
}

type Alerts = NonNullable<Status["alerts"]>;

function renderActive({ message, since, told }: Alerts["active"][number]): Html {
  const badge = told
    ? html`<span class="badge warning">told</span>`
    : html`<span class="badge muted">not told yet</span>`;
  return html`<li>${message} ${badge}<br><span class="muted small">since ${formatMoment(new Date(since))}</span></li>`;
}

function renderPast({ message, until }: Alerts["past"][number]): Html {
  return html`<li class="muted">${message}<br><span class="small">until ${formatMoment(new Date(until))}</span></li>`;
}
