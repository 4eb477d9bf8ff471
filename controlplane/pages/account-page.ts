import { formatMoment } from "./format-moment.ts";
import { type Html, html } from "./html.ts";
import { renderPage } from "./page-layout.ts";

export interface SessionRow {
  readonly id: string;
  readonly device: string;
  readonly address: string;
  readonly since: Date;
  readonly isThisOne: boolean;
}

export interface AccountPage {
  readonly boxName: string;
  readonly email: string;
  readonly sessions: readonly SessionRow[];
  /** Why the password was not changed. */
  readonly problems: readonly string[];
  /** What was just done; null when nothing. */
  readonly done: string | null;
}

export function renderAccountPage(page: AccountPage): string {
  return renderPage(
    { title: "Account", boxName: page.boxName, signedIn: true, current: "account", scripts: [] },
    html`<h1>Account</h1>
${page.done === null ? null : html`<p class="notice ok" role="status">${page.done}</p>\n`}<div class="grid">
<section class="card" aria-labelledby="password-title"><h2 id="password-title">Password</h2>
<p class="muted">Signed in as <strong>${page.email}</strong>. A new password ends every other session.</p>
${page.problems.length === 0 ? null : html`<div class="notice failed" role="alert">${page.problems.map((text) => html`<p>${text}</p>`)}</div>\n`}<form method="post" action="/account/password" class="stack">
<input class="hidden" name="username" autocomplete="username" value="${page.email}" readonly tabindex="-1" aria-hidden="true">
<label for="current">Present password</label>
<input id="current" name="current" type="password" autocomplete="current-password" required maxlength="512">
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="255">
<label for="repeat">The same again</label>
<input id="repeat" name="repeat" type="password" autocomplete="new-password" required minlength="12" maxlength="255">
<button class="primary">Change password</button>
</form></section>
<section class="card" aria-labelledby="sessions-title"><h2 id="sessions-title">Sessions</h2>
<p class="muted">Browsers that are signed in. One ends by itself after a week without use.</p>
<ul class="rows">${page.sessions.map(renderSession)}</ul></section>
</div>`,
  );
}

function renderSession(session: SessionRow): Html {
  return html`<li><div><strong>${session.device}</strong>${session.isThisOne ? html` <span class="badge ok">this one</span>` : null}<br>
<span class="muted small">${session.address}, since ${formatMoment(session.since)}</span></div>
<form method="post" action="/account/end-session"><input type="hidden" name="session" value="${session.id}">
<button class="quiet" aria-label="End the session of ${session.device} at ${session.address}">End</button></form></li>`;
}
