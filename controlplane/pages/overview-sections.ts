import type { DashboardView } from "../view/dashboard-view.ts";
import { type Html, html } from "./html.ts";
import { renderAccess } from "./overview/render-access.ts";
import { renderAssistant } from "./overview/render-assistant.ts";
import { renderBox } from "./overview/render-box.ts";
import { renderDatabases } from "./overview/render-databases.ts";
import { renderEvents } from "./overview/render-events.ts";
import { renderHeadline } from "./overview/render-headline.ts";
import { renderServices } from "./overview/render-services.ts";
import { renderStorage } from "./overview/render-storage.ts";

/** Element id → its content, in the order of the page. The live update replaces what changed. Pure. */
export function renderSections(view: DashboardView): Readonly<Record<string, Html>> {
  return {
    headline: renderHeadline(view),
    assistant: renderAssistant(view),
    services: renderServices(view),
    storage: renderStorage(view),
    box: renderBox(view),
    databases: renderDatabases(view),
    access: renderAccess(view),
    events: renderEvents(view),
  };
}

/** The overview's body: the headline, then a card for each other section. */
export function renderOverview(view: DashboardView): Html {
  const { headline, ...cards } = renderSections(view);
  return html`<section id="headline" aria-live="polite">${headline ?? null}</section>
<div class="grid">
${Object.entries(cards).map(([id, content]) => html`<section class="card" id="${id}">${content}</section>\n`)}</div>
<p class="muted small" id="live" role="status">Reload the page to see the present state.</p>`;
}
