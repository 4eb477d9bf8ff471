import { describeHeadline } from "../../../setup/status/describe-status.ts";
import type { Problem } from "../../../setup/status/status.ts";
import type { DashboardView } from "../../view/dashboard-view.ts";
import { type Html, html } from "../html.ts";

/** Never by color alone. */
const marks = { ok: "✓", warning: "!", failed: "✕" } as const;
const words = { ok: "All well", warning: "Warning", failed: "Not usable" } as const;

export function renderHeadline({ status }: DashboardView): Html {
  return html`<div class="headline ${status.state}"><span class="mark" aria-hidden="true">${marks[status.state]}</span>
<div><p class="state">${words[status.state]}</p><h1>${describeHeadline(status)}</h1></div></div>
${status.problems.length === 0 ? null : html`<ul class="problems">${status.problems.map(renderProblem)}</ul>`}`;
}

function renderProblem({ severity, message, cure }: Problem): Html {
  return html`<li class="notice ${severity}"><strong>${message}</strong>${cure === "" ? null : html`<br>${cure}`}</li>`;
}
