import type { HandoffCheck } from "../../../setup/handoff/handoff-record.ts";
import { findRole } from "../../../setup/runtime/talk.ts";
import type { Status } from "../../../setup/status/status.ts";
import type { DashboardView } from "../../view/dashboard-view.ts";
import { formatMoment } from "../format-moment.ts";
import { type Html, type HtmlValue, html } from "../html.ts";
import { renderFact } from "./render-fact.ts";

const readinessWords = {
  ready: "answers",
  starting: "starting",
  degraded: "answers, with trouble",
  failing: "not ready",
  suppressed: "up, but without Telegram",
  down: "not running",
} as const;

export function renderAssistant({ status }: DashboardView): Html {
  const { runtime, models, profile, handoff } = status;
  const tone = runtime.readiness === "ready" ? "ok" : runtime.readiness === "degraded" ? "warning" : "failed";
  return html`<h2>Assistant</h2>
<dl>${renderFact("State", html`<span class="badge ${tone}">${readinessWords[runtime.readiness]}</span>${runtime.reasons.length === 0 ? null : ` ${runtime.reasons.join(", ")}`}`)}
${renderFact("Chat", renderChat(status))}
${renderFact("Last question", renderMoment(status, status.talk?.questionAt))}
${renderFact("Last answer", html`${renderMoment(status, status.talk?.answerAt)}${renderFailure(status)}`)}
${renderFact("Model", models === null ? "not readable" : html`<span class="id">${models.chat}</span>${renderUse(status, "chat")}`)}
${renderFact("Fallback", models === null ? "not readable" : html`<span class="id">${models.fallback}</span>${renderUse(status, "fallback")}`)}
${renderFact("Profile", profile ?? "not readable")}
${renderFact("Last verified", handoff === null ? "never" : formatMoment(new Date(handoff.checkedAt)))}</dl>
${handoff === null ? null : html`<ul class="checks" aria-label="What was verified">${handoff.checks.map(renderCheck)}</ul>`}
<p class="actions"><a class="button" href="/actions/restart-assistant">Restart the assistant…</a></p>`;
}

function renderMoment({ talk }: Status, at: string | null | undefined): HtmlValue {
  if (talk === null) return "not known yet";
  return at === null || at === undefined ? "none yet" : formatMoment(new Date(at));
}

/** The last question ended in an error. */
function renderFailure({ talk }: Status): Html | null {
  if (talk === null || talk.failedAt === null || talk.failedAt < (talk.questionAt ?? "")) return null;
  return html` <span class="badge warning">no model answered the last question</span>`;
}

/** Which of the two gave the last answer; an answer of the fallback is worth a look. */
function renderUse({ talk, models }: Status, role: "chat" | "fallback"): Html | null {
  if (talk === null || talk.model === null || models === null) return null;
  const used = findRole(talk.model, models);
  if (used === role) {
    return html` <span class="badge ${role === "chat" ? "ok" : "warning"}">gave the last answer</span>`;
  }
  if (role === "fallback")
    return html` <span class="badge muted">${used === "chat" ? "standing by" : "not used"}</span>`;
  return used === "other" ? html` <span class="badge warning">last answer by ${talk.model}</span>` : null;
}

function renderChat({ handoff }: Status): HtmlValue {
  const name = handoff?.assistant.botUsername ?? null;
  if (name === null || !/^\w+$/.test(name)) return "bot not verified yet";
  return html`<a href="https://t.me/${name}" rel="noreferrer">@${name}</a>`;
}

const checkMarks = { ok: "✓", failed: "✕", "not-checked": "–" } as const;
const checkWords = { ok: "ok", failed: "failed", "not-checked": "not checked" } as const;

function renderCheck({ name, outcome }: HandoffCheck): Html {
  return html`<li class="check ${outcome}"><span aria-hidden="true">${checkMarks[outcome]}</span> ${name}<span class="hidden">: ${checkWords[outcome]}</span></li>`;
}
