import { EventEmitter } from "node:events";
import { StringDecoder } from "node:string_decoder";
import { SetupError } from "../../setup/issues/exceptions.ts";

export interface SerialLine {
  /** Without colors, cursor movements and carriage returns. */
  readonly text: string;
  /** Since the latest power-on. */
  readonly seconds: number;
  /** Which power-on, counted from 1. */
  readonly powerOn: number;
}

export interface WaitOptions {
  readonly timeoutSeconds: number;
  /** Look only at lines from this mark on; default: since the latest power-on or reset. */
  readonly after?: number;
  /** Look at an unfinished last line too, as a prompt is. It may be cut anywhere: match nothing that can go on. */
  readonly unfinished?: boolean;
}

export interface SerialMatch {
  readonly line: SerialLine;
  readonly match: RegExpMatchArray;
}

interface Waiter {
  readonly check: () => void;
  readonly fail: (error: Error) => void;
}

// Color and cursor sequences, and the character set and keypad switches terminals are greeted with.
const terminalControl = /\x1b\[[0-9;?=]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>78cM]|[\r\x00\x07\x08]/g;
/** A longer line is cut, so that a guest that never ends a line cannot fill the memory. */
const longestLine = 64 * 1024;

/** Turns the bytes of a serial port into lines with times, and lets callers wait for them. Emits "line". */
export class SerialConsole extends EventEmitter<{ line: [SerialLine] }> {
  readonly lines: SerialLine[] = [];
  readonly #now: () => number;
  #decoder = new StringDecoder("utf8");
  #pending = "";
  #powerOn = 0;
  #startedAt = 0;
  #mark = 0;
  readonly #waiters = new Set<Waiter>();

  /** `now` is a monotonic clock in seconds. */
  constructor(now: () => number) {
    super();
    this.#now = now;
  }

  /** Power is on from now: times start at zero again. */
  startPowerOn(): void {
    this.#powerOn += 1;
    this.#startedAt = this.#now();
    this.#decoder = new StringDecoder("utf8");
    this.#pending = "";
    this.markHere();
  }

  get powerOn(): number {
    return this.#powerOn;
  }

  /** Seconds since the latest power-on. */
  get seconds(): number {
    return this.#now() - this.#startedAt;
  }

  /** The place after the last line so far, for `WaitOptions.after`. */
  mark(): number {
    return this.lines.length;
  }

  /** From now on, waits look only at what comes later. */
  markHere(): void {
    this.#mark = this.lines.length;
  }

  feed(chunk: Buffer): void {
    const parts = (this.#pending + this.#decoder.write(chunk)).split("\n");
    this.#pending = parts.pop() ?? "";
    for (const part of parts) this.#add(part);
    if (this.#pending.length > longestLine) this.flush();
    for (const waiter of [...this.#waiters]) waiter.check();
  }

  /** Take an unfinished last line as a line: the machine is off. */
  flush(): void {
    if (this.#pending !== "") this.#add(this.#pending);
    this.#pending = "";
  }

  /** All waits end with this error: the machine is gone. */
  fail(error: Error): void {
    for (const waiter of [...this.#waiters]) waiter.fail(error);
  }

  /**
   * The first line that contains the text or matches the pattern.
   * @throws SetupError with the last lines shown, when the limit passes.
   */
  waitFor(pattern: RegExp | string, options: WaitOptions): Promise<SerialMatch> {
    const from = options.after ?? this.#mark;
    let next = from;
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
      };
      const waiter: Waiter = {
        check: () => {
          const found = this.#find(pattern, next, options.unfinished ?? false);
          next = this.lines.length;
          if (found === null) return;
          end();
          resolve(found);
        },
        fail: (error) => {
          end();
          reject(error);
        },
      };
      const timer = setTimeout(
        () => waiter.fail(this.#timeout(pattern, options)),
        options.timeoutSeconds * 1000,
      );
      this.#waiters.add(waiter);
      waiter.check();
    });
  }

  #add(raw: string): void {
    const line = this.#buildLine(raw);
    this.lines.push(line);
    this.emit("line", line);
  }

  #buildLine(raw: string): SerialLine {
    return { text: raw.replaceAll(terminalControl, ""), seconds: this.seconds, powerOn: this.#powerOn };
  }

  #find(pattern: RegExp | string, from: number, unfinished: boolean): SerialMatch | null {
    const candidates = this.lines.slice(from);
    if (unfinished) candidates.push(this.#buildLine(this.#pending));
    const expression = typeof pattern === "string" ? new RegExp(RegExp.escape(pattern)) : pattern;
    for (const line of candidates) {
      const match = line.text.match(expression);
      if (match !== null) return { line, match };
    }
    return null;
  }

  #timeout(pattern: RegExp | string, options: WaitOptions): SetupError {
    const shown = this.lines.slice(-12).map((line) => `  ${line.text}`);
    return new SetupError(
      [
        `serial console did not show ${pattern} within ${options.timeoutSeconds} s; last lines:`,
        ...shown,
      ].join("\n"),
      "Read the serial log: it shows how far the machine came.",
    );
  }
}
