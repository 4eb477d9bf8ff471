import { escapeControls } from "../setup/issues/escape-controls.ts";

/** A JSON value with every control character of its texts written out: text of another computer cannot drive this terminal. Pure. */
export function escapeDeep<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === "string" ? escapeControls(part) : part,
  );
}
