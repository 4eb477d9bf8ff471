import { html } from "./html.ts";
import { renderPage } from "./page-layout.ts";

export interface SignInPage {
  readonly boxName: string;
  readonly email: string;
  /** Why the last attempt failed; null for the first look. */
  readonly problem: string | null;
}

export function renderSignInPage({ boxName, email, problem }: SignInPage): string {
  return renderPage(
    { title: "Sign in", boxName, signedIn: false, current: null, scripts: [] },
    html`<section class="card narrow" aria-labelledby="title">
<h1 id="title">Sign in</h1>
<p class="muted">The dashboard of this box, for its operator.</p>
${problem === null ? null : html`<p class="notice failed" role="alert">${problem}</p>\n`}<form method="post" action="/sign-in" class="stack">
<label for="email">Email</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="320" value="${email}" ${
      email === "" ? html`autofocus` : null
    }>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="512" ${
      email === "" ? null : html`autofocus`
    }>
<button class="primary">Sign in</button>
</form>
<p class="muted small">Forgotten? On the box itself, or by SSH: <code>sudo set-operator --reset &lt;email&gt;</code></p>
</section>`,
  );
}
