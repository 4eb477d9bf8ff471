/** The name Node looks for when it prints a value (its util.inspect.custom); a registered symbol, so that browsers load this too. */
const inspectSymbol = Symbol.for("nodejs.util.inspect.custom");

/**
 * A value that must not appear in argv, logs, reports or consoles.
 * Every way of printing it by accident (template, JSON, inspect) shows a mask; `reveal()` is greppable.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return `[secret, ${this.#value.length} characters]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspectSymbol](): string {
    return this.toString();
  }
}

/** The text of a value that may be a Secret, for the one place that needs it. */
export function revealText(value: string | Secret): string {
  return typeof value === "string" ? value : value.reveal();
}
