/** How things look. */
export interface Theme {
  /** Show only ASCII: letters of other scripts become their nearest ones or a question mark. */
  readonly ascii: boolean;
  readonly bold: boolean;
  readonly rule: string;
  readonly marks: Readonly<Record<Tone, string>>;
  /** Ink color names; undefined is the terminal's own. */
  readonly colors: Readonly<Record<Tone, string | undefined>>;
}

/** What a line means, not how it looks. */
export type Tone = "good" | "warning" | "bad" | "quiet" | "text";

export const colorTheme: Theme = {
  ascii: false,
  bold: true,
  rule: "─",
  marks: { good: "●", warning: "▲", bad: "✖", quiet: "○", text: " " },
  colors: { good: "green", warning: "yellow", bad: "red", quiet: "gray", text: undefined },
};

/** Pure ASCII without colors, for serial consoles and pipes. */
export const plainTheme: Theme = {
  ascii: true,
  bold: false,
  rule: "-",
  marks: { good: "+", warning: "!", bad: "X", quiet: "o", text: " " },
  colors: { good: undefined, warning: undefined, bad: undefined, quiet: undefined, text: undefined },
};

/** Linux's own console has colors, but its font lacks most signs. */
export const consoleTheme: Theme = { ...plainTheme, bold: true, colors: colorTheme.colors };

const plainTerminals = ["vt100", "vt102", "vt220", "dumb"];

/** Pure. @param terminal TERM. @param plain asked for, or NO_COLOR is set. */
export function chooseTheme(terminal: string | undefined, plain: boolean): Theme {
  if (plain || terminal === undefined || plainTerminals.includes(terminal)) return plainTheme;
  return terminal === "linux" ? consoleTheme : colorTheme;
}

/** Whether the terminal can put what was there aside and bring it back: Linux's own console and old ones cannot. Pure. */
export function hasAlternateScreen(terminal: string | undefined): boolean {
  return terminal !== undefined && terminal !== "linux" && !plainTerminals.includes(terminal);
}
