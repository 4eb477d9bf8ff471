import { EventEmitter } from "node:events";
import { createConnection, type Socket } from "node:net";
import { SetupError } from "../../setup/issues/exceptions.ts";

export interface QmpEvent {
  readonly event: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

interface Reply {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A connection to QEMU's control socket (QMP). Emits "event" for each event and "close" at the end. */
export class QmpClient extends EventEmitter<{ event: [QmpEvent]; close: [] }> {
  readonly #socket: Socket;
  readonly #replies = new Map<number, Reply>();
  #nextId = 1;
  #text = "";
  #lastReason: string | null = null;
  #resolveReason: (reason: string | null) => void = () => {};
  /** Why the machine went down, known when the connection is closed; null when QEMU did not say. */
  readonly shutdownReason = new Promise<string | null>((resolve) => {
    this.#resolveReason = resolve;
  });

  private constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.setEncoding("utf8");
    socket.on("data", (chunk) => this.#receive(String(chunk)));
    socket.on("error", () => {});
    socket.on("close", () => this.#closed());
  }

  /** Connect and leave the negotiation mode. @throws the system's error when nothing listens there. */
  static async connect(path: string): Promise<QmpClient> {
    const socket = createConnection(path);
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", reject);
    });
    const client = new QmpClient(socket);
    await client.execute("qmp_capabilities");
    return client;
  }

  /** The command's return value. @throws SetupError with QEMU's words when it refuses or goes away. */
  execute(command: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) return reject(gone(command));
      this.#replies.set(id, {
        resolve,
        reject: (error) => reject(new SetupError(`QEMU refused ${command}`, error.message, { cause: error })),
      });
      this.#socket.write(`${JSON.stringify({ execute: command, arguments: parameters, id })}\n`);
    });
  }

  /** The next event of this name for which `accept` holds. @throws SetupError past the limit. */
  waitForEvent(
    name: string,
    accept: (event: QmpEvent) => boolean,
    timeoutSeconds: number,
  ): Promise<QmpEvent> {
    return new Promise((resolve, reject) => {
      const listen = (event: QmpEvent): void => {
        if (event.event !== name || !accept(event)) return;
        clearTimeout(timer);
        this.off("event", listen);
        resolve(event);
      };
      const timer = setTimeout(() => {
        this.off("event", listen);
        reject(
          new SetupError(
            `QEMU did not report ${name} within ${timeoutSeconds} s`,
            "The guest did not cooperate.",
          ),
        );
      }, timeoutSeconds * 1000);
      this.on("event", listen);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: string): void {
    const lines = (this.#text + chunk).split("\n");
    this.#text = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") this.#take(JSON.parse(line));
  }

  #take(message: Record<string, unknown>): void {
    if (typeof message.event === "string") {
      const { reason } = (message as unknown as QmpEvent).data ?? {};
      if (message.event === "SHUTDOWN") this.#lastReason = String(reason);
      this.emit("event", message as unknown as QmpEvent);
      return;
    }
    const reply = this.#replies.get(Number(message.id));
    if (reply === undefined) return;
    this.#replies.delete(Number(message.id));
    const error = message.error as { desc?: string } | undefined;
    if (error === undefined) reply.resolve(message.return);
    else reply.reject(new Error(error.desc ?? "no reason given"));
  }

  #closed(): void {
    for (const reply of this.#replies.values()) reply.reject(new Error("QEMU closed the control connection"));
    this.#replies.clear();
    this.#resolveReason(this.#lastReason);
    this.emit("close");
  }
}

function gone(command: string): SetupError {
  return new SetupError(`QEMU is gone: cannot ${command}`, "Start the machine first.");
}
