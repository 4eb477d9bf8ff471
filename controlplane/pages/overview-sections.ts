import type { DashboardView } from "../view/dashboard-view.ts";
import { type Html, html } from "./html.ts";
import { renderAccess } from "./overview/render-access.ts";
import { renderAlerts } from "./overview/render-alerts.ts";
import { renderAssistant } from "./overview/render-assistant.ts";
import { renderBox } from "./overview/render-box.ts";
import { renderDatabases } from "./overview/render-databases.ts";
import { renderEvents } from "./overview/render-events.ts";
import { renderHeadline } from "./overview/render-headline.ts";
import { renderServices } from "./overview/render-services.ts";
import { renderStorage } from "./overview/render-storage.ts";

/** Element id → its content, in the order of the page. The live update replaces what changed. Pure. */
export function renderSections(view: DashboardView): Readonly<Record<SectionId, Html>> {
  return {
    headline: renderHeadline(view),
    assistant: renderAssistant(view),
    alerts: renderAlerts(view),
    services: renderServices(view),
    storage: renderStorage(view),
    databases: renderDatabases(view),
    box: renderBox(view),
    access: renderAccess(view),
    events: renderEvents(view),
  };
}

type SectionId =
  | "headline"
  | "assistant"
  | "alerts"
  | "services"
  | "storage"
  | "databases"
  | "box"
  | "access"
  | "events";

/** Side by side where there is room; on a phone one below the other, events last (style.css). */
const columns: readonly (readonly SectionId[])[] = [
  ["assistant", "alerts", "events"],
  ["services", "storage"],
  ["box", "databases", "access"],
];

/** The overview's body: the headline, then a card for each other section. */
export function renderOverview(view: DashboardView): Html {
  const sections = renderSections(view);
  const card = (id: SectionId) => html`<section class="card" id="${id}">${sections[id]}</section>\n`;
  return html`<section id="headline" aria-live="polite">${sections.headline}</section>
<div class="columns">
${columns.map((ids) => html`<div>${ids.map(card)}</div>\n`)}</div>
<p class="muted small" id="live" role="status">Reload the page to see the present state.</p>`;
}
