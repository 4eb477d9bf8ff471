import type { KeyCommand } from "./admin-keys.ts";
import type { AdminState } from "./admin-state.ts";
import { buildContent, type Content } from "./build-content.ts";
import { clampTop, scrollTo } from "./clamp-top.ts";
import type { ScreenId } from "./screens.ts";

export type Move = Extract<KeyCommand, "up" | "down" | "page-up" | "page-down" | "first" | "last">;

/** Header, tabs, two rules, the bar at the bottom; and the last row stays free, so that nothing scrolls. */
export const frameRows = 6;

/** Rows for the content. Pure. */
export function countRows({ size }: Pick<AdminState, "size">): number {
  return Math.max(3, size.rows - frameRows);
}

/** Rows for what scrolls: a head stays. Pure. */
export function countScrolled(state: Pick<AdminState, "size">, { head = [] }: Pick<Content, "head">): number {
  return Math.max(1, countRows(state) - head.length);
}

/** How far a key moves, of `length` lines or rows shown `page` at a time. Pure. */
export function stepsOf(move: Move, page: number, length: number): number {
  const steps = { up: -1, down: 1, "page-up": -page, "page-down": page, first: -length, last: length };
  return steps[move];
}

/** Moves the choice of a list, or the window of anything else. Pure. */
export function moveView(state: AdminState, move: Move): AdminState {
  const content = buildContent(state);
  const { rows } = content;
  const page = countScrolled(state, content);
  if (rows.length === 0) return scrollPage(state, move);
  const at = Math.max(
    0,
    rows.findIndex(({ name }) => name === state.chosen[state.screen]),
  );
  const to = Math.max(0, Math.min(rows.length - 1, at + stepsOf(move, page - 1, rows.length)));
  const row = rows[to];
  // At an end the rest of the screen comes into view.
  if (row === undefined || to === at) return scrollPage(state, move);
  const top = scrollTo(state.tops[state.screen] ?? 0, row.line, page);
  return {
    ...state,
    chosen: { ...state.chosen, [state.screen]: row.name },
    tops: { ...state.tops, [state.screen]: to === 0 ? 0 : top },
  };
}

/** Moves the window; the ends hold. Pure. */
export function scrollPage(state: AdminState, move: Move): AdminState {
  const content = buildContent(state);
  const bounds = { lines: content.lines.length, rows: countScrolled(state, content) };
  const from = clampTop(state.tops[state.screen] ?? 0, bounds);
  const top = clampTop(from + stepsOf(move, Math.max(1, bounds.rows - 1), bounds.lines), bounds);
  return { ...state, tops: { ...state.tops, [state.screen]: top } };
}

/** Another screen, where it was left; a log that is followed at its end. Pure. */
export function showScreen(state: AdminState, screen: ScreenId): AdminState {
  const shown = { ...state, screen };
  return screen === "logs" && state.log.following ? scrollPage(shown, "last") : shown;
}
