/** Where the reader of the overview is. Boxes are chosen by name: their order changes with how they are. */
export interface FleetView {
  readonly selected: string | null;
  readonly help: boolean;
  /** Name of the box whose screens are open. */
  readonly open: string | null;
}

export type FleetAction =
  | { readonly type: "move"; readonly by: number; readonly names: readonly string[] }
  | { readonly type: "open"; readonly names: readonly string[] }
  | { readonly type: "leave" }
  | { readonly type: "help" };

export const firstFleetView: FleetView = { selected: null, help: false, open: null };

/** The chosen box, or the first one as long as nobody has chosen. Pure. */
export function chosenName(view: FleetView, names: readonly string[]): string | null {
  return names.find((name) => name === view.selected) ?? names[0] ?? null;
}

/** Pure. Any action closes the help. */
export function reduceFleetView(view: FleetView, action: FleetAction): FleetView {
  if (view.help) return { ...view, help: false };
  switch (action.type) {
    case "help":
      return { ...view, help: true };
    case "leave":
      return { ...view, open: null };
    case "open": {
      const name = chosenName(view, action.names);
      return { ...view, open: name, selected: name };
    }
    case "move": {
      const at = action.names.indexOf(chosenName(view, action.names) ?? "");
      const next = Math.max(0, Math.min(action.names.length - 1, at + action.by));
      return { ...view, selected: action.names[next] ?? null };
    }
  }
}
