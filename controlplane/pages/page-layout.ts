import { type Html, html } from "./html.ts";

export interface PageFrame {
  readonly title: string;
  /** Assistant or host name, at the top of every page. */
  readonly boxName: string;
  /** Signed in: navigation and sign-out are shown. */
  readonly signedIn: boolean;
  readonly current: "overview" | "account" | null;
  /** Script files below /assets/, without which the page still reads. */
  readonly scripts: readonly string[];
}

/** A whole page. Style and scripts are files of our own: the content security policy allows nothing inline. */
export function renderPage(frame: PageFrame, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${frame.title} · ${frame.boxName}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/style.css">
${frame.scripts.map((name) => html`<script src="/assets/${name}" defer></script>\n`)}</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="bar"><div class="inner">
<a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28"> ${frame.boxName}</a>
${frame.signedIn ? renderNavigation(frame) : null}</div></header>
<main id="main" tabindex="-1">
${body}
</main>
</body>
</html>
`.text;
}

function renderNavigation({ current }: PageFrame): Html {
  const link = (name: PageFrame["current"], href: string, text: string) =>
    current === name
      ? html`<a href="${href}" aria-current="page">${text}</a>`
      : html`<a href="${href}">${text}</a>`;
  return html`<nav aria-label="Main">${link("overview", "/", "Overview")}${link("account", "/account", "Account")}
<form method="post" action="/sign-out"><button class="quiet">Sign out</button></form></nav>
`;
}
