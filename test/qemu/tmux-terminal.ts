import { execFile } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface TerminalOptions {
  /** Its socket lies here: a server of its own, apart from the developer's. */
  readonly folder: string;
  readonly columns: number;
  readonly rows: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A program on a real terminal (tmux): what stands on it is what a person would see, escape sequences obeyed. */
export class TmuxTerminal implements AsyncDisposable {
  readonly #socket: string;

  private constructor(socket: string) {
    this.#socket = socket;
  }

  /** @param argv the program and its arguments; the terminal stays after its end, for reading. */
  static async start(argv: readonly string[], options: TerminalOptions): Promise<TmuxTerminal> {
    const terminal = new TmuxTerminal(join(options.folder, "tmux.sock"));
    const size = ["-x", String(options.columns), "-y", String(options.rows)];
    const env = Object.entries(options.env ?? {}).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
    const stay = [";", "set-option", "remain-on-exit", "on"];
    await terminal.#tmux(["-f", "/dev/null", "new-session", "-d", ...size, ...env, "--", ...argv, ...stay]);
    return terminal;
  }

  /** What stands on the screen now, a line each. */
  read(): Promise<string> {
    return this.#tmux(["capture-pane", "-p"]);
  }

  /** Keys by their tmux names (`Enter`, `Escape`, `Down`) or as characters. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.#tmux(["send-keys", "--", ...keys]);
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.#tmux(["resize-window", "-x", String(columns), "-y", String(rows)]);
  }

  /** @returns the screen once it matches. @throws Error with what stood there when it does not within the limit. */
  async waitFor(pattern: RegExp | string, timeoutSeconds: number): Promise<string> {
    const end = performance.now() + timeoutSeconds * 1000;
    for (;;) {
      const screen = await this.read();
      if (typeof pattern === "string" ? screen.includes(pattern) : pattern.test(screen)) return screen;
      if (performance.now() > end)
        throw new Error(`${pattern} was not shown in ${timeoutSeconds} s:\n${screen}`);
      await pause(200);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tmux(["kill-server"]).catch(() => undefined);
  }

  async #tmux(args: readonly string[]): Promise<string> {
    return (await run("tmux", ["-S", this.#socket, ...args], { timeout: 30_000 })).stdout;
  }
}
