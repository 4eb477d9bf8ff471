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
      this.openChannel(line).then(
        (channel) => {
          opened = channel;
          collectOutput(channel, (result) => end(() => resolve(result)));
          channel.end(input);
        },
        (error: unknown) => end(() => reject(error)),
      );
    });
  }

  /** The streams of a command, or of a login shell without one; `terminal` gives it a terminal. @throws ConnectionLostError. */
  openChannel(
    line: string | null,
    terminal?: { readonly term: string; readonly cols: number; readonly rows: number },
  ): Promise<ClientChannel> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(lost(line ?? "a shell"));
      const take = (error: Error | undefined, channel: ClientChannel): void =>
        error === undefined ? resolve(channel) : reject(error);
      if (line === null) this.#client.shell(terminal ?? false, take);
      else this.#client.exec(line, terminal === undefined ? {} : { pty: terminal }, take);
    });
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
