import { html } from "./html.ts";
import { renderPage } from "./page-layout.ts";

/** A page that says one thing: not found, refused, done. */
export function renderMessagePage(boxName: string, title: string, text: string, signedIn = false): string {
  return renderPage(
    { title, boxName, signedIn, current: null, scripts: [] },
    html`<section class="card narrow"><h1>${title}</h1><p>${text}</p><p><a href="/">To the overview</a></p></section>`,
  );
}
