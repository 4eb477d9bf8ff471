/** Where the reader is; knows nothing of what is shown. */
export interface ViewState {
  readonly screen: Screen;
  readonly help: boolean;
  /** First line shown, per screen. */
  readonly tops: Readonly<Record<Screen, number>>;
}

export type Screen = "overview" | "journal";

export type ViewAction =
  | { readonly type: "show"; readonly screen: Screen }
  | { readonly type: "switch" }
  | { readonly type: "help" }
  /** Lines to move; the ends hold. */
  | { readonly type: "scroll"; readonly by: number; readonly bounds: Bounds };

export interface Bounds {
  /** Lines of the screen's content. */
  readonly lines: number;
  /** Rows it is shown in. */
  readonly rows: number;
}

export const firstView: ViewState = { screen: "overview", help: false, tops: { overview: 0, journal: 0 } };

/** Pure. Any action closes the help. */
export function reduceView(state: ViewState, action: ViewAction): ViewState {
  if (state.help) return { ...state, help: false };
  switch (action.type) {
    case "show":
      return { ...state, screen: action.screen };
    case "switch":
      return { ...state, screen: state.screen === "overview" ? "journal" : "overview" };
    case "help":
      return { ...state, help: true };
    case "scroll": {
      const top = clampTop(state.tops[state.screen] + action.by, action.bounds);
      return { ...state, tops: { ...state.tops, [state.screen]: top } };
    }
  }
}

/** The first line that may be shown so that the last page is full; content and window change while one reads. Pure. */
export function clampTop(top: number, { lines, rows }: Bounds): number {
  return Math.max(0, Math.min(top, lines - rows));
}
