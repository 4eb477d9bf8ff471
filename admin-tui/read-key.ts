import type { Key } from "ink";
import type { Bounds, ViewAction } from "./view-state.ts";

export type KeyMeaning = ViewAction | { readonly type: "quit" } | { readonly type: "refresh" } | null;

/** A key press → what it means; null means nothing. Pure. */
export function readKey(input: string, key: Partial<Key>, bounds: Bounds): KeyMeaning {
  const scroll = (by: number): KeyMeaning => ({ type: "scroll", by, bounds });
  const page = Math.max(1, bounds.rows - 1);
  if (input === "q" || (key.ctrl && input === "c")) return { type: "quit" };
  if (key.upArrow) return scroll(-1);
  if (key.downArrow) return scroll(1);
  if (key.pageUp || input === "b") return scroll(-page);
  if (key.pageDown || input === " ") return scroll(page);
  if (key.home || input === "g") return scroll(-bounds.lines);
  if (key.end || input === "G") return scroll(bounds.lines);
  if (key.tab) return { type: "switch" };
  if (input === "1" || input === "o") return { type: "show", screen: "overview" };
  if (input === "2" || input === "j") return { type: "show", screen: "journal" };
  if (input === "r") return { type: "refresh" };
  return input === "?" ? { type: "help" } : null;
}
