import { formatBytes } from "../../../setup/status/format-figures.ts";
import type { DashboardView } from "../../view/dashboard-view.ts";
import { type Html, html } from "../html.ts";

export function renderDatabases({ status, databases }: DashboardView): Html {
  const { ready } = status.database;
  const tone = ready === null ? "muted" : ready ? "ok" : "failed";
  const word = ready === null ? "unknown" : ready ? "answers" : "does not answer";
  return html`<h2>Databases</h2>
<p>PostgreSQL <span class="badge ${tone}">${word}</span></p>
<ul class="plain">${databases.map(({ name, bytes }) => html`<li><span class="id">${name}</span>${bytes === null ? null : html` <span class="muted">${formatBytes(bytes)}</span>`}</li>`)}</ul>`;
}
