import type { Line } from "../line.ts";

/** Lines as a command printed them, broken where they are too long. Pure. */
export function buildText(lines: readonly string[], columns: number): Line[] {
  return lines
    .flatMap((line) => breakLine(line, columns))
    .map((text) => ({ text: text || " ", tone: "text" }));
}

/** At blanks where there are some; words longer than a row are cut. Pure. */
export function breakLine(text: string, columns: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > columns) {
    const blank = rest.lastIndexOf(" ", columns);
    const at = blank > columns / 2 ? blank : columns;
    lines.push(rest.slice(0, at).trimEnd());
    rest = `  ${rest.slice(at).trimStart()}`;
  }
  return [...lines, rest];
}
