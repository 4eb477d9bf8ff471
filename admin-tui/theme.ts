/** How things look; the plain theme is pure ASCII without colors, for serial consoles and pipes. */
export interface Theme {
  readonly plain: boolean;
  readonly rule: string;
  readonly marks: Readonly<Record<Tone, string>>;
  /** Ink color names; undefined is the terminal's own. */
  readonly colors: Readonly<Record<Tone, string | undefined>>;
}

/** What a line means, not how it looks. */
export type Tone = "good" | "warning" | "bad" | "quiet" | "text";

export const colorTheme: Theme = {
  plain: false,
  rule: "─",
  marks: { good: "●", warning: "▲", bad: "✖", quiet: "○", text: " " },
  colors: { good: "green", warning: "yellow", bad: "red", quiet: "gray", text: undefined },
};

export const plainTheme: Theme = {
  plain: true,
  rule: "-",
  marks: { good: "+", warning: "!", bad: "X", quiet: "o", text: " " },
  colors: { good: undefined, warning: undefined, bad: undefined, quiet: undefined, text: undefined },
};
