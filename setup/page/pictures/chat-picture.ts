import { box, label, picture } from "./picture.ts";

export interface Bubble {
  readonly from: "you" | "them";
  readonly lines: readonly string[];
}

export interface Chat {
  /** Name at the top of the chat. */
  readonly name: string;
  readonly bubbles: readonly Bubble[];
  /** Text of the button at the bottom; none when left out. */
  readonly button?: string;
}

const width = 240;

/** A chat on a phone: a name, some bubbles, perhaps a button at the bottom. */
export function chatPicture(description: string, { name, bubbles, button }: Chat): string {
  const drawn: string[] = [];
  let top = 52;
  for (const { from, lines } of bubbles) {
    const height = lines.length * 16 + 12;
    const wide = Math.min(200, Math.max(...lines.map((line) => line.length)) * 7 + 24);
    const x = from === "you" ? width - 16 - wide : 16;
    drawn.push(box({ x, y: top, width: wide, height, round: 10 }, from === "you" ? "accent" : "tone"));
    lines.forEach((line, index) => {
      drawn.push(label(x + 12, top + 18 + index * 16, line, from === "you" ? "on-accent" : ""));
    });
    top += height + 10;
  }
  if (button !== undefined) {
    drawn.push(box({ x: 16, y: top, width: width - 32, height: 30, round: 8 }, "accent"));
    drawn.push(`<text x="${width / 2}" y="${top + 20}" class="on-accent middle strong">${button}</text>`);
    top += 40;
  }
  const frame = box({ x: 1, y: 1, width: width - 2, height: top + 4, round: 14 }, "face");
  const head = `<circle cx="28" cy="24" r="11" class="tone"/>${label(48, 28, name, "strong")}<path d="M1 42H${width - 1}"/>`;
  return picture(description, [width, top + 6], frame + head + drawn.join(""));
}
