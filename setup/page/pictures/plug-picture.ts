import { stick } from "./flash-picture.ts";
import { box, picture } from "./picture.ts";

/** A small computer, the stick in its side, a cable to a router. */
export function plugPicture(description: string): string {
  const body = [
    ...stick(22, 66),
    box({ x: 112, y: 36, width: 108, height: 92, round: 12 }, "face"),
    '<circle cx="198" cy="58" r="9"/><path d="M198 47v9" class="accent-line"/>',
    box({ x: 126, y: 104, width: 40, height: 8, round: 4 }, "tone"),
    '<circle cx="182" cy="108" r="3.5" class="accent"/>',
    '<path class="accent-line" d="M220 108c26 0 18-26 34-26"/>',
    box({ x: 254, y: 66, width: 40, height: 32, round: 6 }, "face"),
    '<path d="M264 66V46m20 20V46"/>',
    '<circle cx="264" cy="84" r="2.5" class="accent"/><circle cx="274" cy="84" r="2.5" class="accent"/><circle cx="284" cy="84" r="2.5" class="tone"/>',
  ];
  return picture(description, [300, 160], body.join(""));
}
