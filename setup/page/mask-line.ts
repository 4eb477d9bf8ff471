import { suggestKey } from "../config/read-key.ts";
import { retiredKeys } from "../config/retired-keys.ts";
import { keyMeta } from "../config/schema.ts";
import { classifySideLine, findSecondSetting, splitLine } from "../config/split-line.ts";

/** A piece of a line; a secret one is only shown when asked for. */
export interface LinePart {
  readonly text: string;
  readonly kind: "plain" | "comment" | "key" | "secret";
}

/** Keys of model services, bot tokens, hashes, and any run of letters and digits as long as a secret. */
const secretShape = /\b(sk-[A-Za-z0-9-]{8,}|(bot)?\d{5,16}:[A-Za-z0-9_-]{20,})|\$(6|y)\$\S+/g;

/**
 * A line of setup.txt in pieces. What follows a secret key is secret; so is whatever the reader could not make sense of,
 * since it may be half of a password. Pure; the pieces joined are the line.
 * @param secrets Values of secret keys of the same file: hidden wherever else they stand, in a note for example.
 */
export function maskLine(text: string, secrets: readonly string[] = []): readonly LinePart[] {
  return secrets.reduce(hideValue, takeApart(text));
}

/** Every piece, with one value hidden in it. */
function hideValue(parts: readonly LinePart[], secret: string): readonly LinePart[] {
  return parts.flatMap((part) => {
    if (part.kind === "secret") return [part];
    const around = part.text.split(secret).map((text) => ({ ...part, text }));
    const hidden: LinePart = { text: secret, kind: "secret" };
    return around.flatMap((piece, at) => (at === 0 ? [piece] : [hidden, piece])).filter(hasText);
  });
}

function hasText({ text }: LinePart): boolean {
  return text !== "";
}

function takeApart(text: string): readonly LinePart[] {
  const side = classifySideLine(text);
  if (side === "comment" || side === "comment-style") return maskComment(text);
  if (side !== null) return [{ text, kind: "comment" }];
  const split = splitLine(text);
  if (split === null) return [{ text, kind: "secret" }];
  const head = text.slice(0, split.valueIndex);
  const value = text.slice(split.valueIndex);
  const { key, name, respelled } = split.key;
  if (key !== null) {
    const parts: readonly LinePart[] =
      keyMeta(key).secret || findSecondSetting(value, null) !== null
        ? hide(value)
        : maskShapes(value, "plain");
    return [{ text: head, kind: "key" }, ...parts];
  }
  const harmless = suggestKey(name) !== null || name in retiredKeys || (!respelled && /^[A-Z_]+$/.test(name));
  return harmless ? [{ text: head, kind: "key" }, ...hide(value)] : [{ text, kind: "secret" }];
}

/** A setting that was commented out still holds its secret. */
function maskComment(text: string): readonly LinePart[] {
  const body = text.replace(/^[\s#;/]+/, "");
  const split = splitLine(body);
  if (split === null || split.key.key === null || !keyMeta(split.key.key).secret)
    return maskShapes(text, "comment");
  const start = text.length - body.length + split.valueIndex;
  return [{ text: text.slice(0, start), kind: "comment" }, ...hide(text.slice(start))];
}

function hide(value: string): LinePart[] {
  return value.trim() === "" ? [{ text: value, kind: "plain" }] : [{ text: value, kind: "secret" }];
}

function maskShapes(text: string, kind: LinePart["kind"]): LinePart[] {
  const parts: LinePart[] = [];
  let from = 0;
  for (const match of text.matchAll(secretShape)) {
    parts.push({ text: text.slice(from, match.index), kind }, { text: match[0], kind: "secret" });
    from = match.index + match[0].length;
  }
  parts.push({ text: text.slice(from), kind });
  return parts.filter(hasText);
}
