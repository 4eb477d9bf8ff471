import { Client, type ClientChannel, type ConnectConfig } from "ssh2";
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
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
    client.on("error", () => {});
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
        return new RemoteShell(await openConnection(config));
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
    const target = quoteWord(path);
    const result = await this.run(`cat > ${target}`, { input: content });
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
    const { command } = options;
    const channel = await new Promise<ClientChannel>((resolve, reject) => {
      const take = (error: Error | undefined, opened: ClientChannel): void =>
        error === undefined ? resolve(opened) : reject(error);
      if (command === undefined) this.#client.shell(window, take);
      else this.#client.exec(command, { pty: window }, take);
    });
    return new InteractiveShell(channel);
  }

  close(): void {
    this.#client.end();
  }

  async #execute(
    command: string | readonly string[],
    { input = "", timeoutSeconds = 120 }: RemoteRunOptions,
  ): Promise<{ stdout: Buffer; stderr: string; exitCode: number | null }> {
    const line = typeof command === "string" ? command : command.map(quoteWord).join(" ");
    return new Promise((resolve, reject) => {
      const end = (finish: () => void): void => {
        clearTimeout(timer);
        this.#client.off("close", cut);
        finish();
      };
      const fail = (message: string, hint: string): void => end(() => reject(new SetupError(message, hint)));
      const cut = (): void => fail(`SSH was cut during: ${line}`, "Did the machine go down?");
      const late = (): void =>
        fail(`no end within ${timeoutSeconds} s: ${line}`, "Is the machine slow, or does it hang?");
      const timer = setTimeout(late, timeoutSeconds * 1000);
      this.#client.on("close", cut);
      this.#client.exec(line, (error, channel) => {
        if (error !== undefined) return end(() => reject(error));
        collectOutput(channel, (result) => end(() => resolve(result)));
        channel.end(input);
      });
    });
  }
}

function collectOutput(
  channel: ClientChannel,
  done: (result: { stdout: Buffer; stderr: string; exitCode: number | null }) => void,
): void {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  let exitCode: number | null = null;
  channel.on("data", (chunk: Buffer) => stdout.push(chunk));
  channel.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  channel.on("exit", (code: number | null) => {
    exitCode = code;
  });
  channel.on("close", () =>
    done({ stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString(), exitCode }),
  );
}

function openConnection(config: ConnectConfig): Promise<Client> {
  return new Promise((resolve, reject) => {
    const client = new Client();
    client.once("ready", () => resolve(client));
    client.on("error", (error) => {
      client.destroy();
      reject(error);
    });
    client.once("close", () => reject(new Error("the connection was closed")));
    client.connect(config);
  });
}

function quoteWord(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
