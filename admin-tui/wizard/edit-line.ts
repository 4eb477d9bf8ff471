/** One line of text being typed. */
export interface EditLine {
  readonly text: string;
  /** Place in `text`, always between two characters as people see them. */
  readonly cursor: number;
}

export type EditAction = { readonly type: "insert"; readonly text: string } | { readonly type: EditKey };

/** `clear` empties the line, `word` takes away the word before the cursor. */
export type EditKey = "backspace" | "delete" | "left" | "right" | "home" | "end" | "clear" | "word";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The line with the cursor behind its last character. Pure. */
export function startLine(text: string): EditLine {
  return { text, cursor: text.length };
}

/** Pure. */
export function editLine(line: EditLine, action: EditAction): EditLine {
  const before = line.text.slice(0, line.cursor);
  const after = line.text.slice(line.cursor);
  const previous = before.length - (splitCharacters(before).at(-1)?.length ?? 0);
  const next = splitCharacters(after)[0]?.length ?? 0;
  switch (action.type) {
    case "insert": {
      const text = withoutControls(action.text);
      return { text: `${before}${text}${after}`, cursor: before.length + text.length };
    }
    case "backspace":
      return { text: `${before.slice(0, previous)}${after}`, cursor: previous };
    case "delete":
      return { text: `${before}${after.slice(next)}`, cursor: line.cursor };
    case "left":
      return { ...line, cursor: previous };
    case "right":
      return { ...line, cursor: line.cursor + next };
    case "home":
      return { ...line, cursor: 0 };
    case "end":
      return startLine(line.text);
    case "clear":
      return startLine("");
    case "word": {
      const kept = before.replace(/\S+\s*$/u, "");
      return { text: `${kept}${after}`, cursor: kept.length };
    }
  }
}

/** Characters as people see them: letters with their accents, emoji with their joiners. Pure. */
export function splitCharacters(text: string): string[] {
  return [...graphemes.segment(text)].map(({ segment }) => segment);
}

/** A terminal must not act on what was pasted. */
function withoutControls(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "");
}
