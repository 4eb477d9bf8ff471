import { html } from "./html.ts";
import { renderPage } from "./page-layout.ts";

export interface WelcomePage {
  readonly boxName: string;
  /** Only after a refused password: the page came by POST and has no fragment any more. */
  readonly token: string;
  readonly problems: readonly string[];
}

/** Where a link of set-operator leads: the token is in the fragment, which browsers never send by themselves. */
export function renderWelcomePage({ boxName, token, problems }: WelcomePage): string {
  return renderPage(
    { title: "Set your password", boxName, signedIn: false, current: null, scripts: ["welcome.js"] },
    html`<section class="card narrow" aria-labelledby="title">
<h1 id="title">Set your password</h1>
<p class="muted">It opens the dashboard of this box. At least 12 characters; a sentence is fine.</p>
${problems.length === 0 ? null : html`<div class="notice failed" role="alert">${problems.map((text) => html`<p>${text}</p>`)}</div>\n`}<noscript><p class="notice warning">This one page needs JavaScript to read the link. Without it, run on the box: <code>sudo set-operator &lt;email&gt;</code></p></noscript>
<form method="post" action="/welcome" class="stack">
<input type="hidden" name="token" id="token" value="${token}">
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="255" autofocus>
<label for="repeat">The same again</label>
<input id="repeat" name="repeat" type="password" autocomplete="new-password" required minlength="12" maxlength="255">
<button class="primary">Set password</button>
</form>
</section>`,
  );
}
