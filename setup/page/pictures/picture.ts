/** A drawing of ours as SVG: lines in the color of the text, one accent; the label is read out in its place. */
export function picture(label: string, [width, height]: readonly [number, number], body: string): string {
  return `<svg class="picture" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeText(label)}">${body}</svg>`;
}

/** Text between tags or in quotes. */
export function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Line of text in a drawing. */
export function label(x: number, y: number, text: string, kind = ""): string {
  return `<text x="${x}" y="${y}" class="${kind}">${escapeText(text)}</text>`;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Radius of the corners. */
  readonly round?: number;
}

/** A rectangle of one of the kinds pictures.css knows: face, tone, accent, or only its outline. */
export function box({ x, y, width, height, round = 6 }: Box, kind = ""): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" class="${kind}"/>`;
}
