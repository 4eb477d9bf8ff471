import { type EditLine, editLine } from "./edit-line.ts";
import type { WizardKey } from "./read-keys.ts";

/** The line after a key that edits it; null for any other key. Pure. */
export function typeInto(line: EditLine, key: WizardKey): EditLine | null {
  switch (key.type) {
    case "text":
      return editLine(line, { type: "insert", text: key.text });
    case "backspace":
    case "delete":
    case "left":
    case "right":
    case "home":
    case "end":
    case "clear":
    case "word":
      return editLine(line, { type: key.type });
    default:
      return null;
  }
}
