import type { Duplex } from "node:stream";
import { SetupError } from "../../setup/issues/exceptions.ts";

/** A program on a remote terminal: write keys, read what it showed. */
export class InteractiveShell {
  readonly #channel: Duplex;
  #text = "";
  #closed = false;
  readonly #watchers = new Set<() => void>();

  constructor(channel: Duplex) {
    this.#channel = channel;
    channel.on("data", (chunk: Buffer) => {
      this.#text += chunk.toString();
      this.#notify();
    });
    channel.on("close", () => {
      this.#closed = true;
      this.#notify();
    });
  }

  /** Everything shown so far, escape sequences included. */
  get text(): string {
    return this.#text;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Send keys: "\r" is Enter, "\x1b[A" is the up arrow. */
  write(keys: string): void {
    this.#channel.write(keys);
  }

  /** Wait until what was shown from `from` on (default: all) matches. @throws SetupError past the limit or when the program ends first. */
  waitFor(pattern: RegExp | string, options: { timeoutSeconds: number; from?: number }): Promise<void> {
    const expression = typeof pattern === "string" ? new RegExp(RegExp.escape(pattern)) : pattern;
    return new Promise((resolve, reject) => {
      const stop = (why: string | null): void => {
        clearTimeout(timer);
        this.#watchers.delete(check);
        if (why === null) resolve();
        else reject(new SetupError(`terminal ${why} before it showed ${pattern}`, this.#text.slice(-2000)));
      };
      const check = (): void => {
        if (expression.test(this.#text.slice(options.from ?? 0))) stop(null);
        else if (this.#closed) stop("closed");
      };
      const timer = setTimeout(() => stop(`took ${options.timeoutSeconds} s`), options.timeoutSeconds * 1000);
      this.#watchers.add(check);
      check();
    });
  }

  close(): void {
    this.#channel.end();
  }

  #notify(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
