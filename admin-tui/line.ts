import type { Tone } from "./theme.ts";

/** One row of a screen. */
export interface Line {
  readonly text: string;
  readonly tone: Tone;
  /** The mark of the tone is shown in front. */
  readonly marked?: boolean;
  readonly bold?: boolean;
}

export const emptyLine: Line = { text: "", tone: "text" };
