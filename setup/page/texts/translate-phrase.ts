import { fillIn } from "../../issues/fill-in.ts";

type Phrases = Readonly<Record<string, string>>;

/** A phrase of the engine in another language; anything else (names, numbers, lists) comes back as it is. */
export function translatePhrase(text: string, english: Phrases, target: Phrases): string {
  for (const [name, pattern] of Object.entries(english)) {
    const words = matchPattern(text, pattern);
    if (words !== null) return fillIn(target[name] ?? pattern, words);
  }
  return text;
}

/** The words at the `{name}` marks of a pattern, or null when the text is another one. */
function matchPattern(text: string, pattern: string): Record<string, string> | null {
  if (!pattern.includes("{")) return text === pattern ? {} : null;
  const source = pattern
    .split(/(\{[a-zA-Z]+\})/)
    .map((part) => (part.startsWith("{") ? `(?<${part.slice(1, -1)}>.+)` : escapePattern(part)));
  return new RegExp(`^${source.join("")}$`).exec(text)?.groups ?? null;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
