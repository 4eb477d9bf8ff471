import { box, label, picture } from "./picture.ts";

const files = ["START-HERE.html", "CHECK-MY-SETUP.html", "setup.txt"];
const keys = ["OPENROUTER_API_KEY=", "TELEGRAM_BOT_TOKEN=", "TELEGRAM_ADMIN_ID=", "ASSISTANT_NAME="];

/** The window of the small volume with its three files, and the four lines of setup.txt in front of it. */
export function fillPicture(description: string): string {
  const body = [
    box({ x: 1, y: 1, width: 298, height: 106, round: 10 }, "face"),
    label(14, 19, "CLAWDIESEED", "strong"),
    '<path d="M1 28H299"/>',
    ...files.flatMap((name, index) => drawFile(52 + index * 98, name)),
    box({ x: 56, y: 84, width: 188, height: 75, round: 8 }, "face"),
    ...keys.flatMap((key, index) => drawSetting(67, 102 + index * 16, key)),
  ];
  return picture(description, [300, 160], body.join(""));
}

function drawFile(x: number, name: string): string[] {
  return [
    box({ x: x - 9, y: 37, width: 18, height: 22, round: 3 }, "tone"),
    `<text x="${x}" y="74" class="tiny middle">${name}</text>`,
  ];
}

function drawSetting(x: number, y: number, key: string): string[] {
  return [label(x, y, key, "code"), `<path class="accent-line" d="M${x + 136} ${y - 3}h30"/>`];
}
