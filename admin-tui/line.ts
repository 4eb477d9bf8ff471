import type { Tone } from "./theme.ts";

/** One row of a screen. */
export interface Line {
  readonly text: string;
  readonly tone: Tone;
  /** The mark of the tone is shown in front. */
  readonly marked?: boolean;
  readonly bold?: boolean;
  /** One of several rows to choose from: it has a pointer, or the room for one, in front of everything. */
  readonly selected?: boolean;
  /** Text somebody typed: shown as it is also where everything else is ASCII, since that terminal has just sent it. */
  readonly typed?: boolean;
  /** A picture for a camera: dark on light, whatever the terminal's colors; left out where there are only letters. */
  readonly paper?: boolean;
}

export const emptyLine: Line = { text: "", tone: "text" };
