import { needsPerson } from "./open-target.ts";
import { ConnectionLostError, type SshConnection } from "./ssh-connection.ts";

/** How it is with the connection. */
export interface LinkState {
  readonly state: "connecting" | "up" | "down";
  readonly since: Date;
  /** Why it is down: what happened, and as SetupError what helps. Null otherwise. */
  readonly error: Error | null;
}

export interface SshLinkDeps {
  readonly connect: () => Promise<SshConnection>;
  readonly now: () => Date;
}

/** No sooner than this after an attempt that failed: screens ask several things at once, and sshd punishes knocking. */
const retrySeconds = 3;
/** What a person must settle first is not tried again soon. */
const retryAfterPersonSeconds = 60;

/** One connection that is opened when it is needed, and anew after it was lost. */
export class SshLink {
  readonly #deps: SshLinkDeps;
  readonly #watchers = new Set<() => void>();
  #state: LinkState;
  #opening: Promise<SshConnection> | null = null;
  #connection: SshConnection | null = null;
  /** Time of the last attempt that failed, in ms. */
  #failedAt = Number.NEGATIVE_INFINITY;
  #ended = false;

  constructor(deps: SshLinkDeps) {
    this.#deps = deps;
    this.#state = { state: "connecting", since: deps.now(), error: null };
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Calls back at every change; returns how to stop that. */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => {
      this.#watchers.delete(changed);
    };
  }

  /** @param atOnce also right after a failure: somebody has just settled its reason. @throws why it cannot be opened. */
  open(atOnce = false): Promise<SshConnection> {
    if (this.#connection !== null) return Promise.resolve(this.#connection);
    if (this.#opening === null) {
      const { error } = this.#state;
      const pause = (needsPerson(error) ? retryAfterPersonSeconds : retrySeconds) * 1000;
      const isEarly = this.#deps.now().getTime() - this.#failedAt < pause;
      if (isEarly && error !== null && !atOnce) return Promise.reject(error);
      this.#opening = this.#attempt().finally(() => {
        this.#opening = null;
      });
    }
    return this.#opening;
  }

  close(): void {
    this.#ended = true;
    this.#connection?.close();
  }

  async #attempt(): Promise<SshConnection> {
    try {
      const connection = await this.#deps.connect();
      this.#connection = connection;
      connection.onClose(() => this.#lose());
      if (this.#ended) connection.close();
      this.#change("up", null);
      return connection;
    } catch (error) {
      this.#failedAt = this.#deps.now().getTime();
      this.#change("down", error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }

  #lose(): void {
    this.#connection = null;
    if (!this.#ended)
      this.#change("down", new ConnectionLostError("the SSH connection was cut", "Is the box restarting?"));
  }

  #change(state: LinkState["state"], error: Error | null): void {
    const since = state === this.#state.state ? this.#state.since : this.#deps.now();
    this.#state = { state, since, error };
    for (const watcher of this.#watchers) watcher();
  }
}
