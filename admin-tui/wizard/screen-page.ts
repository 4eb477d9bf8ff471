import type { Line } from "../line.ts";

/** What one screen shows, before it is fitted into a window. */
export interface ScreenPage {
  readonly title: string;
  /** Right end of the header: how far one is. */
  readonly position: string;
  readonly lines: readonly Line[];
  /** First line to show; or a line that has to be visible. */
  readonly top?: number;
  readonly focus?: number;
  /** Fixed at the bottom, one of them selected. */
  readonly choices: readonly string[];
  readonly selected: number;
  /** The keys that mean something here. */
  readonly keys: string;
  /** Where text is typed: line of `lines` and column. */
  readonly cursor?: { readonly line: number; readonly column: number };
}
