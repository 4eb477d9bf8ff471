import { quoteCommand } from "../../admin-tui/remote/quote-command.ts";
import { SshConnection, type SshResult } from "../../admin-tui/remote/ssh-connection.ts";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { InteractiveShell } from "./interactive-shell.ts";

export interface RemoteShellOptions {
  readonly port: number;
  readonly user: string;
  /** OpenSSH private key, as text. */
  readonly privateKey: string;
  readonly timeoutSeconds: number;
  readonly host?: string;
}

export interface RemoteResult {
  readonly stdout: string;
  readonly stderr: string;
  /** null when the command was ended by a signal. */
  readonly exitCode: number | null;
}

export interface RemoteRunOptions {
  readonly input?: string | Buffer;
  readonly timeoutSeconds?: number;
}

/** One SSH connection to a machine. Host keys are not checked: the machine was made a minute ago and is on loopback. */
export class RemoteShell {
  readonly #connection: SshConnection;

  private constructor(connection: SshConnection) {
    this.#connection = connection;
  }

  /**
   * Try until sshd answers. A refused key fails at once: sshd punishes whoever keeps knocking.
   * @throws SetupError past the limit, with the last reason.
   */
  static async connect(options: RemoteShellOptions): Promise<RemoteShell> {
    const { port, user, privateKey, timeoutSeconds, host = "127.0.0.1" } = options;
    const config = {
      host,
      port,
      username: user,
      privateKey,
      readyTimeout: 30_000,
      keepaliveInterval: 15_000,
    };
    const end = performance.now() + timeoutSeconds * 1000;
    for (;;) {
      try {
        return new RemoteShell(await SshConnection.open(config));
      } catch (cause) {
        const refused = (cause as { level?: string }).level === "client-authentication";
        const why = cause instanceof Error ? cause.message : String(cause);
        if (refused) throw new SetupError(`sshd refused the key of ${user}`, why, { cause });
        if (performance.now() > end) {
          throw new SetupError(
            `no SSH on port ${port} within ${timeoutSeconds} s: ${why}`,
            "Is sshd running?",
            { cause },
          );
        }
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  }

  /** Run a command line; a list is quoted word by word. Any exit code is an answer. @throws SetupError past the limit (default 120 s). */
  async run(command: string | readonly string[], options: RemoteRunOptions = {}): Promise<RemoteResult> {
    const result = await this.#execute(command, options);
    return { ...result, stdout: result.stdout.toString() };
  }

  /** Write a remote file; needs nothing but `cat` there. Mode as the remote umask has it. */
  async upload(path: string, content: string | Buffer): Promise<void> {
    const result = await this.run(`cat > ${quoteCommand([path])}`, { input: content });
    if (result.exitCode !== 0)
      throw new SetupError(`cannot write ${path} on the machine`, result.stderr.trim());
  }

  async download(path: string): Promise<Buffer> {
    const result = await this.#execute(["cat", "--", path], {});
    if (result.exitCode !== 0)
      throw new SetupError(`cannot read ${path} on the machine`, result.stderr.trim());
    return result.stdout;
  }

  /** A login shell with a terminal, or with `command` that program on a terminal. */
  async openShell(
    options: { columns?: number; rows?: number; command?: string } = {},
  ): Promise<InteractiveShell> {
    const window = { term: "xterm-256color", cols: options.columns ?? 80, rows: options.rows ?? 24 };
    const channel = await this.#connection.openChannel(options.command ?? null, window);
    return new InteractiveShell(channel);
  }

  close(): void {
    this.#connection.close();
  }

  #execute(
    command: string | readonly string[],
    { input = "", timeoutSeconds = 120 }: RemoteRunOptions,
  ): Promise<SshResult> {
    const line = typeof command === "string" ? command : quoteCommand(command);
    return this.#connection.execute(line, input, timeoutSeconds);
  }
}
