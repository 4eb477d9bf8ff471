import type { DashboardView } from "../../view/dashboard-view.ts";
import { formatMoment } from "../format-moment.ts";
import { type Html, html } from "../html.ts";
import { renderFact } from "./render-fact.ts";

export function renderAccess({ certificate, status }: DashboardView): Html {
  if (certificate === null) return html`<h2>Certificate</h2>\n<p>Not readable.</p>`;
  return html`<h2>Certificate</h2>
<dl>${
    status.dashboard.urls.length === 0
      ? null
      : html`${renderFact(
          "Dashboard",
          status.dashboard.urls.map((url) => html`<a class="id" href="${url}">${url}</a><br>`),
        )}\n`
  }${renderFact("Valid until", formatMoment(certificate.notAfter))}
${renderFact("SHA-256", html`<code class="fingerprint">${certificate.fingerprint}</code>`)}</dl>
<p class="muted small">Made on this box. Compare it once with what <code>sudo set-operator --show</code> prints there.</p>`;
}
