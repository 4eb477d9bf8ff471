import type { AdminAction } from "./admin-action.ts";
import type { AdminState, Part, PartId, Parts, Size } from "./admin-state.ts";
import type { WizardKey } from "./wizard/read-keys.ts";

export type AdminEvent =
  | { readonly type: "key"; readonly key: WizardKey }
  | { readonly type: "resize"; readonly size: Size }
  | { readonly type: "tick"; readonly now: number }
  | { readonly type: "part"; readonly id: PartId; readonly part: Part<Parts[PartId]["value"]> }
  | { readonly type: "log"; readonly file: string; readonly lines: readonly string[] }
  | { readonly type: "log-trouble"; readonly file: string; readonly message: string }
  | { readonly type: "output"; readonly lines: readonly string[] }
  | { readonly type: "run-ended"; readonly code: number | null; readonly lost: string | null }
  | { readonly type: "judged"; readonly problem: string | null; readonly action: AdminAction | null };

/** What the world is asked for. */
export type AdminEffect =
  | { readonly type: "quit" | "back" | "redraw" | "refresh" | "stop" | "judge" }
  | { readonly type: "run"; readonly action: AdminAction };

export interface Stepped {
  readonly state: AdminState;
  readonly effects: readonly AdminEffect[];
}

/** Nothing is asked of the world. Pure. */
export function quiet(state: AdminState): Stepped {
  return { state, effects: [] };
}
