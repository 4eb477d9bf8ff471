import { type Html, type HtmlValue, html } from "../html.ts";

/** One row of a definition list. */
export function renderFact(label: string, value: HtmlValue): Html {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}
