import { formatDuration } from "../../../setup/status/format-figures.ts";
import type { ServiceStatus, Status } from "../../../setup/status/status.ts";
import type { DashboardView } from "../../view/dashboard-view.ts";
import { type Html, html } from "../html.ts";

const tones = {
  started: "ok",
  starting: "warning",
  stopping: "warning",
  failed: "failed",
  stopped: "muted",
  unknown: "muted",
} as const;

export function renderServices({ status }: DashboardView): Html {
  const time = Date.parse(status.time);
  return html`<h2>Services</h2>
<table><thead><tr><th scope="col">Service</th><th scope="col">State</th><th scope="col">Up</th></tr></thead>
<tbody>${status.services.map((service) => renderService(service, time, status))}</tbody></table>`;
}

function renderService({ name, state, since, starts }: ServiceStatus, time: number, status: Status): Html {
  // The supervisor knows that a process was started; whether it does its work says our own probe.
  const silent = state === "started" && status.serviceHealth[name]?.health === "failing";
  const [tone, word] = silent ? ["failed", "does not answer"] : [tones[state], state];
  // Minutes, so that a page that changes nothing else does not change every second.
  const up = since === null ? "–" : formatDuration(Math.max(60, (time - Date.parse(since)) / 1000));
  const restarts = starts !== null && starts > 1 ? ` · ${starts - 1} restarts` : "";
  return html`<tr><th scope="row">${name}</th><td><span class="badge ${tone}">${word}</span></td><td>${up}${restarts}</td></tr>`;
}
