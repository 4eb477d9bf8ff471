import { createReadStream } from "node:fs";
import { expect } from "vitest";
import { readSeedFile } from "../../iso/vm/make-seed-image.ts";
import type { BoxWorld } from "./box-world.ts";

const names = { OPENROUTER_API_KEY: "apiKey", TELEGRAM_BOT_TOKEN: "botToken" } as const;

/** After the greeting: the operator's file with its secrets overwritten and nothing else changed, and no secret anywhere on the stick. */
export async function expectWipedStick({ stick, setupText, canaries }: BoxWorld): Promise<void> {
  const left = String(await readSeedFile(stick, "setup.txt"));
  const wanted = Object.entries(names).reduce((text, [key, canary]) => {
    const value = canaries[canary];
    return text.replace(`${key}=${value}`, `${key}=${"used-and-wiped-".padEnd(value.length, "x")}`);
  }, setupText);
  expect(withoutPasswords(left)).toBe(withoutPasswords(wanted));
  expect(left).toHaveLength(setupText.length);
  expect(left).not.toMatch(/_PASSWORD=(?!wiped-|used-and-wiped-)\S/);
  expect(String(await readSeedFile(stick, "SETUP-RESULT.txt"))).toMatch(
    /Your stick\r\n {2}- Keys and passwords in /,
  );
  expect(await findInImage(stick, Object.values(canaries))).toEqual([]);
}

/** Those of an example are no canaries. */
function withoutPasswords(text: string): string {
  return text.replaceAll(/(_PASSWORD=)[^\r\n]*/g, "$1");
}

/** Which of these texts stand anywhere in the image, free space included. */
async function findInImage(image: string, texts: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  const overlap = Math.max(...texts.map(({ length }) => length));
  let before = Buffer.alloc(0);
  for await (const chunk of createReadStream(image, { highWaterMark: 4 * 1024 * 1024 })) {
    const part = Buffer.concat([before, chunk as Buffer]);
    for (const text of texts) if (part.includes(text)) found.add(text);
    before = part.subarray(-overlap);
  }
  return [...found];
}
