import type { Box, BoxResult, BoxRunOptions, FollowedCommand } from "../box.ts";
import { quoteCommand } from "./quote-command.ts";
import { readLines } from "./read-lines.ts";
import { CommandTimeoutError, ConnectionLostError } from "./ssh-connection.ts";
import type { SshLink } from "./ssh-link.ts";
import { wrapFollow, wrapRun } from "./wrap-command.ts";

/** sshd allows ten channels on one connection (MaxSessions); two remain for what is followed. */
const channelsAtOnce = 8;
/** How much longer than the box's own time limit its word is waited for. */
const graceSeconds = 8;

/** A box over SSH. */
export class SshBox implements Box {
  readonly title: string;
  readonly link: SshLink;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(title: string, link: SshLink) {
    this.title = title;
    this.link = link;
  }

  async run(argv: readonly string[], options: BoxRunOptions = {}): Promise<BoxResult> {
    const { input = "", timeoutSeconds = null } = options;
    const line = quoteCommand(wrapRun(argv, timeoutSeconds));
    const patience = timeoutSeconds === null ? null : timeoutSeconds + graceSeconds;
    await this.#takeChannel();
    try {
      const connection = await this.link.open();
      const { stdout, stderr, exitCode } = await connection.execute(line, input, patience);
      return { code: exitCode ?? 255, stdout: stdout.toString(), stderr };
    } catch (error) {
      if (error instanceof CommandTimeoutError) return { code: 124, stdout: "", stderr: error.message };
      throw error;
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  follow(argv: readonly string[], onLine: (line: string) => void): FollowedCommand {
    const { promise, resolve } = Promise.withResolvers<void>();
    let stopped = false;
    // The shell's "Terminated" is nobody's line.
    const take = (line: string): void => {
      if (!stopped) onLine(line);
    };
    const stop = (): void => {
      stopped = true;
      resolve();
    };
    return { done: this.#follow(quoteCommand(wrapFollow(argv)), take, promise), stop };
  }

  async #follow(line: string, onLine: (line: string) => void, stopped: Promise<void>): Promise<number> {
    const connection = await this.link.open();
    let code: number | null = null;
    const channel = await connection.openChannel(line, undefined, (exit) => {
      code = exit ?? 255;
    });
    // The end of its input ends the command: wrapFollow.
    void stopped.then(() => channel.end());
    return new Promise((resolve, reject) => {
      readLines(channel, onLine);
      readLines(channel.stderr, onLine);
      channel.on("close", () => {
        if (code === null)
          reject(new ConnectionLostError("SSH was cut while following", "Is the box restarting?"));
        else resolve(code);
      });
    });
  }

  async close(): Promise<void> {
    this.link.close();
  }

  async #takeChannel(): Promise<void> {
    while (this.#running >= channelsAtOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
  }
}
