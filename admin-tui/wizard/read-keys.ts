import type { Key } from "ink";
import type { EditKey } from "./edit-line.ts";

/** What was pressed, in the wizard's words. `leave` is Ctrl-C, `reveal` Ctrl-T, `redraw` Ctrl-L. */
export type WizardKey =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: Exclude<EditKey, "insert"> | MoveKey };

type MoveKey =
  | "enter"
  | "escape"
  | "tab"
  | "up"
  | "down"
  | "pageUp"
  | "pageDown"
  | "leave"
  | "reveal"
  | "redraw";

type NamedKey = Exclude<WizardKey, { readonly type: "text" }>["type"];

const controls: Readonly<Record<string, NamedKey>> = {
  "\r": "enter",
  "\n": "enter",
  "\t": "tab",
  "\u0001": "home",
  "\u0003": "leave",
  "\u0005": "end",
  "\u0008": "backspace",
  "\u000c": "redraw",
  "\u0014": "reveal",
  "\u0015": "clear",
  "\u0017": "word",
  "\u001b": "escape",
  "\u007f": "backspace",
};

const named: readonly (readonly [keyof Key, NamedKey])[] = [
  ["return", "enter"],
  ["escape", "escape"],
  ["tab", "tab"],
  ["upArrow", "up"],
  ["downArrow", "down"],
  ["leftArrow", "left"],
  ["rightArrow", "right"],
  ["pageUp", "pageUp"],
  ["pageDown", "pageDown"],
  ["home", "home"],
  ["end", "end"],
  ["backspace", "backspace"],
  ["delete", "delete"],
];

/**
 * One event of Ink → the keys in it: what is typed fast or pasted arrives as one piece, with Enter and Ctrl-U in the
 * middle of it. Pure.
 */
export function readKeys(input: string, key: Partial<Key>): WizardKey[] {
  const found = named.find(([name]) => key[name] === true);
  if (found !== undefined) return [{ type: found[1] }];
  // Ink says "Ctrl and u" for what the terminal sent as one control character.
  const text =
    key.ctrl === true && /^[a-z]$/.test(input) ? String.fromCharCode(input.charCodeAt(0) - 96) : input;
  if (key.meta === true) return [];
  return splitControls(text);
}

/** A pasted piece of text is one value: its first line that is not blank. Pure. */
export function readPaste(text: string): WizardKey[] {
  const line = text.split(/[\r\n]+/).find((part) => part.trim() !== "");
  return line === undefined ? [] : [{ type: "text", text: line.trim() }];
}

function splitControls(text: string): WizardKey[] {
  const parts = text.replaceAll("\r\n", "\r").split(/(\p{Cc})/u);
  return parts.flatMap((part): WizardKey[] => {
    if (part === "") return [];
    if (!/^\p{Cc}$/u.test(part)) return [{ type: "text", text: part }];
    const meaning = controls[part];
    return meaning === undefined ? [] : [{ type: meaning }];
  });
}
