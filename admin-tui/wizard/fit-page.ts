import { clampTop } from "../clamp-top.ts";
import type { ScreenPage } from "./screen-page.ts";

export interface FittedPage {
  /** First line of the page shown, and rows for its lines. */
  readonly top: number;
  readonly rows: number;
  /** Right end of the footer: how much is below. */
  readonly more: string;
}

/** Header, two rules, footer; with choices an empty row above them. */
const frameRows = 4;

/** Which part of the page is shown in a window of `rows` rows; all of it is one row less than the window. Pure. */
export function fitPage(page: ScreenPage, rows: number): FittedPage {
  const taken = frameRows + (page.choices.length > 0 ? page.choices.length + 1 : 0);
  const room = Math.max(3, rows - 1 - taken);
  const bounds = { lines: page.lines.length, rows: room };
  const wanted = page.focus === undefined ? (page.top ?? 0) : page.focus - Math.floor(room / 2);
  const top = clampTop(wanted, bounds);
  const below = page.lines.length - top - room;
  const more = below > 0 ? `${below} more` : top > 0 ? "end" : "";
  return { top, rows: room, more };
}
