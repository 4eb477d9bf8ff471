/** A text with its `{name}` marks replaced; a mark without a word stays as it is, and words are never looked into. */
export function fillIn(text: string, words: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{([a-zA-Z]+)\}/g, (mark, name: string) => String(words[name] ?? mark));
}
