import { box, label, picture } from "./picture.ts";

/** A phone on which the assistant says hello. */
export function hearPicture(description: string, hello: string): string {
  const wide = Math.min(190, hello.length * 7 + 26);
  const body = [
    box({ x: 38, y: 6, width: 224, height: 140, round: 20 }, "face"),
    '<circle cx="68" cy="32" r="11" class="accent"/>',
    label(88, 36, "Clawdie", "strong"),
    '<path d="M38 52H262"/>',
    box({ x: 54, y: 64, width: wide, height: 32, round: 11 }, "tone"),
    label(67, 84, hello),
    box({ x: 186, y: 106, width: 60, height: 28, round: 11 }, "accent"),
    '<path d="M204 120l7 7l16-15" class="check"/>',
  ];
  return picture(description, [300, 160], body.join(""));
}
