import type { DashboardView } from "../../view/dashboard-view.ts";
import { formatMoment } from "../format-moment.ts";
import { type Html, html } from "../html.ts";

export function renderEvents({ events }: DashboardView): Html {
  if (events.length === 0) return html`<h2>Recent events</h2>\n<p class="muted">None yet.</p>`;
  return html`<h2>Recent events</h2>
<ol class="events">${events.map(({ at, message }) => html`<li><span class="muted small">${formatMoment(at)}</span><br>${message}</li>`)}</ol>`;
}
