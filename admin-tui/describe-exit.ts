import type { Line } from "./line.ts";

const words: Readonly<Record<number, string>> = {
  1: "it did not work, see above",
  2: "it was refused, see above",
  3: "it was interrupted",
  64: "this box does not know the command; another version?",
  70: "an internal error",
  77: "only root may do this",
  124: "it took too long and was ended",
  126: "the command may not be run",
  127: "there is no such command on this box",
  130: "it was interrupted",
  137: "it was ended by force",
  143: "it was ended",
};

/** How a command ended, in words. @param own Exit codes with a meaning of their own. Pure. */
export function describeExit(code: number, own: Readonly<Record<number, string>> = {}): Line {
  if (code === 0) return { text: "Done (exit code 0).", tone: "good", marked: true };
  const text = own[code] ?? words[code] ?? "it failed, see above";
  return { text: `Not done: ${text} (exit code ${code}).`, tone: "bad", marked: true };
}
