import { parseDocument } from "../config/document.ts";
import { keyMeta } from "../config/schema.ts";
import { validateConfig } from "../config/validate.ts";
import { isWipedValue } from "../config/wiped-value.ts";
import { Secret } from "../issues/secret.ts";

/** The secrets of a setup.txt, as they stand there and as the box uses them; to search for, never to show. Pure. */
export function listKnownSecrets(setupTxt: Uint8Array): string[] {
  const document = parseDocument(setupTxt);
  const typed = document.entries.filter(({ key }) => keyMeta(key).secret).map(({ value }) => value.reveal());
  const used = Object.values(validateConfig(document).config ?? {}).flatMap((value: unknown) =>
    value instanceof Secret ? [value.reveal()] : [],
  );
  return [...new Set([...typed, ...used])].filter((value) => value !== "" && !isWipedValue(value));
}
