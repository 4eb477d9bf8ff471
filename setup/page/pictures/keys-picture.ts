import { box, label, picture } from "./picture.ts";

/** A browser window with openrouter.ai's page of keys. */
export function keysPicture(
  description: string,
  texts: { readonly keys: string; readonly createKey: string },
): string {
  const wide = texts.createKey.length * 6.6 + 24;
  const body = [
    box({ x: 1, y: 1, width: 298, height: 128, round: 12 }, "face"),
    '<circle cx="18" cy="17" r="4" class="tone"/><circle cx="32" cy="17" r="4" class="tone"/><circle cx="46" cy="17" r="4" class="tone"/>',
    box({ x: 64, y: 8, width: 222, height: 18, round: 9 }, "tone"),
    label(78, 21, "openrouter.ai/keys", "small"),
    '<path d="M1 34H299"/>',
    label(18, 60, texts.keys, "strong"),
    box({ x: 284 - wide, y: 44, width: wide, height: 26, round: 8 }, "accent"),
    `<text x="${284 - wide / 2}" y="61" class="on-accent middle">${texts.createKey}</text>`,
    box({ x: 16, y: 84, width: 268, height: 30, round: 8 }, "tone"),
    label(28, 103, "sk-or-v1-0a1b2c3d4e5f…", "code"),
  ];
  return picture(description, [300, 130], body.join(""));
}
