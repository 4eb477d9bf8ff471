const codes = {
  error: "\u001b[1;31m",
  warning: "\u001b[33m",
  good: "\u001b[32m",
  quiet: "\u001b[2m",
  strong: "\u001b[1m",
} as const;

export type Paint = (text: string, kind: keyof typeof codes) => string;

/** Colors the text of commands, or leaves it as it is. */
export function createPaint(color: boolean): Paint {
  return (text, kind) => (color ? `${codes[kind]}${text}\u001b[0m` : text);
}
