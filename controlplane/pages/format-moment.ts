import { type Html, html } from "./html.ts";

/** A moment in the box's own time zone, e.g. "21 Nov 2026, 14:05 CET", readable by programs too. */
export function formatMoment(moment: Date): Html {
  if (Number.isNaN(moment.getTime())) return html`unknown`;
  const text = moment.toLocaleString("en-GB", {
    ...({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" } as const),
    timeZoneName: "short",
  });
  return html`<time datetime="${moment.toISOString()}">${text}</time>`;
}
