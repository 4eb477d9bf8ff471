import type { BoxAction } from "../actions/box-actions.ts";
import { html } from "./html.ts";
import { renderPage } from "./page-layout.ts";

/** What an action does, its command, and the button that really asks for it. */
export function renderActionPage(boxName: string, action: BoxAction): string {
  return renderPage(
    { title: action.title, boxName, signedIn: true, current: null, scripts: [] },
    html`<section class="card narrow"><h1>${action.title}?</h1>
<p>${action.effect}</p>
<p class="muted small">The box runs <code>${action.command}</code></p>
<form method="post" action="/actions/${action.name}" class="buttons"><button class="primary">${action.title}</button> <a class="button" href="/">Cancel</a></form>
</section>`,
  );
}
