import { box, label, picture } from "./picture.ts";

/** An image file, an arrow, a stick. */
export function flashPicture(description: string): string {
  const body = [
    '<path class="face" d="M24 28h52l20 20v76H24z"/><path d="M76 28v20h20"/>',
    box({ x: 36, y: 66, width: 46, height: 8, round: 4 }, "tone"),
    box({ x: 36, y: 82, width: 34, height: 8, round: 4 }, "tone"),
    label(36, 112, "clawdie", "small"),
    '<path class="accent-line" d="M116 76h46m-12-11l12 11l-12 11"/>',
    ...stick(186, 52),
  ];
  return picture(description, [300, 160], body.join(""));
}

/** A USB stick lying on its side, its plug to the right; 96 wide and 48 high. */
export function stick(x: number, y: number): string[] {
  return [
    box({ x, y, width: 68, height: 48, round: 10 }, "accent"),
    box({ x: x + 68, y: y + 9, width: 28, height: 30, round: 2 }, "face"),
    box({ x: x + 78, y: y + 16, width: 6, height: 5, round: 1 }, "tone"),
    box({ x: x + 78, y: y + 27, width: 6, height: 5, round: 1 }, "tone"),
  ];
}
