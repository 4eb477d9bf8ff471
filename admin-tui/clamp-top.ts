export interface Bounds {
  /** Lines of the content. */
  readonly lines: number;
  /** Rows it is shown in. */
  readonly rows: number;
}

/** The first line that may be shown so that the last page is full; content and window change while one reads. Pure. */
export function clampTop(top: number, { lines, rows }: Bounds): number {
  return Math.max(0, Math.min(top, lines - rows));
}

/** The first line nearest to `top` with which `line` can be seen. Pure. */
export function scrollTo(top: number, line: number, rows: number): number {
  if (line < top) return line;
  return line >= top + rows ? line - rows + 1 : top;
}
