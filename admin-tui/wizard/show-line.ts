import { type EditLine, splitCharacters } from "./edit-line.ts";

export interface ShownLine {
  readonly text: string;
  /** Column of the cursor in `text`, from 0. */
  readonly column: number;
}

/** What takes two columns on a terminal: East Asian letters and emoji. */
const wide =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|\ufe0f/u;

/**
 * The part of a line around its cursor that fits into `columns`, one of them kept for the cursor behind the end.
 * Masked, every character is a star. Pure.
 */
export function showLine(line: EditLine, columns: number, masked: boolean): ShownLine {
  const show = (text: string) => splitCharacters(text).map((character) => (masked ? "*" : character));
  const before = show(line.text.slice(0, line.cursor));
  const after = show(line.text.slice(line.cursor));
  const left = cutLeft(before, columns - 1);
  const right = cutRight(after, columns - countColumns(left));
  return { text: [...left, ...right].join(""), column: countColumns(left) };
}

/** The last characters that fit. */
function cutLeft(characters: readonly string[], columns: number): string[] {
  let from = characters.length;
  let used = 0;
  while (from > 0 && used + columnsOf(characters[from - 1] ?? "") <= columns) {
    from -= 1;
    used += columnsOf(characters[from] ?? "");
  }
  return characters.slice(from);
}

/** The first characters that fit. */
function cutRight(characters: readonly string[], columns: number): string[] {
  return cutLeft(characters.toReversed(), columns).toReversed();
}

function countColumns(characters: readonly string[]): number {
  return characters.reduce((sum, character) => sum + columnsOf(character), 0);
}

function columnsOf(character: string): number {
  return wide.test(character) ? 2 : 1;
}
