import { Client, type ClientChannel, type ConnectConfig } from "ssh2";
import { SetupError } from "../../setup/issues/exceptions.ts";

export interface SshResult {
  readonly stdout: Buffer;
  readonly stderr: string;
  /** null when the command was ended by a signal. */
  readonly exitCode: number | null;
}

/** The connection ended before the command did. */
export class ConnectionLostError extends SetupError {
  override readonly name = "ConnectionLostError";
}

/** The command went on past its limit; its channel is closed. */
export class CommandTimeoutError extends SetupError {
  override readonly name = "CommandTimeoutError";
}

interface Terminal {
  readonly term: string;
  readonly cols: number;
  readonly rows: number;
}

/** An open SSH connection: command lines and terminals. Quoting and time limits on the other side are the caller's. */
export class SshConnection {
  readonly #client: Client;
  #closed = false;

  private constructor(client: Client) {
    this.#client = client;
    client.on("error", () => {});
    client.on("close", () => {
      this.#closed = true;
    });
    // Every running command listens for the end.
    client.setMaxListeners(0);
  }

  /** @throws what ssh2 says, or what ended the handshake. */
  static open(config: ConnectConfig): Promise<SshConnection> {
    return new Promise((resolve, reject) => {
      const client = new Client();
      client.once("ready", () => resolve(new SshConnection(client)));
      client.on("error", (error) => {
        client.destroy();
        reject(error);
      });
      client.once("close", () => reject(new Error("the connection was closed")));
      client.connect(config);
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  onClose(listener: () => void): void {
    this.#client.once("close", listener);
  }

  /** Runs a command line to its end; any exit code is an answer. @throws ConnectionLostError, CommandTimeoutError. */
  execute(line: string, input: string | Buffer, timeoutSeconds: number | null): Promise<SshResult> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(lost(line));
      let opened: ClientChannel | null = null;
      const end = (finish: () => void): void => {
        clearTimeout(timer);
        this.#client.off("close", cut);
        finish();
      };
      const cut = (): void => end(() => reject(lost(line)));
      const late = (): void =>
        end(() => {
          opened?.close();
          reject(
            new CommandTimeoutError(
              `no end within ${timeoutSeconds} s: ${line}`,
              "Is the machine slow, or does it hang?",
            ),
          );
        });
      const timer = timeoutSeconds === null ? undefined : setTimeout(late, timeoutSeconds * 1000);
      this.#client.on("close", cut);
      this.#open(line, undefined, (error, channel) => {
        if (error !== undefined) return end(() => reject(error));
        opened = channel;
        // At once: the exit code may be in the very packet that opened the channel, and nobody tells it twice.
        collectOutput(channel, (result) => end(() => resolve(result)));
        channel.end(input);
      });
    });
  }

  /** The streams of a command, or of a login shell without one; `terminal` gives it a terminal. @param onExit hears the exit code, which may come before the promise resolves. @throws ConnectionLostError. */
  openChannel(
    line: string | null,
    terminal?: Terminal,
    onExit: (code: number | null) => void = () => {},
  ): Promise<ClientChannel> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(lost(line ?? "a shell"));
      this.#open(line, terminal, (error, channel) => {
        if (error !== undefined) return reject(error);
        channel.on("exit", onExit);
        resolve(channel);
      });
    });
  }

  #open(
    line: string | null,
    terminal: Terminal | undefined,
    take: (error: Error | undefined, channel: ClientChannel) => void,
  ): void {
    if (line === null) this.#client.shell(terminal ?? false, take);
    else this.#client.exec(line, terminal === undefined ? {} : { pty: terminal }, take);
  }

  close(): void {
    this.#client.end();
  }

  /** Without waiting for the other side, which may be gone. */
  destroy(): void {
    this.#client.destroy();
  }
}

function lost(line: string): ConnectionLostError {
  return new ConnectionLostError(`SSH was cut during: ${line}`, "Did the machine go down?");
}

function collectOutput(channel: ClientChannel, done: (result: SshResult) => void): void {
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
