import { createHash } from "node:crypto";

export interface HtmlParts {
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  readonly style: string;
  /** Script text; left out on pages without one. */
  readonly script?: string;
  /** Markup of the body, script not included. */
  readonly body: string;
}

/** One HTML file that loads nothing: its policy allows exactly its own style and script, by their hashes, and no address at all. */
export function renderHtml({ language, title, style, script, body }: HtmlParts): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hash(style)}'`,
    ...(script === undefined ? [] : [`script-src '${hash(script)}'`]),
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
${body}
${script === undefined ? "" : `<script>${script}</script>\n`}</body>
</html>
`;
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
