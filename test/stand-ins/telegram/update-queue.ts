import { accept, refusals, type TelegramAnswer } from "./telegram-answer.ts";

export interface Update {
  readonly update_id: number;
  readonly [kind: string]: unknown;
}

export interface PollRequest {
  /** Updates below it are forgotten; a negative one counts from the end. */
  readonly offset: number;
  /** 1 to 100. */
  readonly limit: number;
  readonly timeoutSeconds: number;
  /** Aborted when the poller hangs up. */
  readonly signal: AbortSignal;
}

export interface UpdateQueue {
  push(update: Readonly<Record<string, unknown>>): void;
  poll(request: PollRequest): Promise<TelegramAnswer>;
  /** True while somebody waits in getUpdates. */
  isPolled(): boolean;
  close(): void;
}

/** Long polling as Telegram does it: a second poller ends the first one with 409. @param firstId update ids count on from here. */
export function createUpdateQueue(firstId: number): UpdateQueue {
  let lastId = firstId;
  let updates: Update[] = [];
  let waiting: ((wake: "updates" | "conflict" | "timeout") => void) | null = null;

  async function poll(request: PollRequest): Promise<TelegramAnswer> {
    waiting?.("conflict");
    updates = forget(updates, request.offset);
    if (updates.length === 0 && request.timeoutSeconds > 0) {
      if ((await wait(request)) === "conflict") return refusals.conflict;
    }
    return accept(updates.slice(0, request.limit));
  }

  function wait({ timeoutSeconds, signal }: PollRequest): Promise<"updates" | "conflict" | "timeout"> {
    return new Promise((resolve) => {
      const finish: typeof waiting = (wake) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", hangUp);
        if (waiting === finish) waiting = null;
        resolve(wake);
      };
      const hangUp = () => finish("timeout");
      const timer = setTimeout(() => finish("timeout"), timeoutSeconds * 1000);
      signal.addEventListener("abort", hangUp);
      waiting = finish;
    });
  }

  return {
    poll,
    push(update) {
      lastId += 1;
      updates.push({ update_id: lastId, ...update });
      waiting?.("updates");
    },
    isPolled: () => waiting !== null,
    close: () => waiting?.("timeout"),
  };
}

/** Pure. */
function forget(updates: readonly Update[], offset: number): Update[] {
  if (offset < 0) return updates.slice(offset);
  return updates.filter((update) => update.update_id >= offset);
}
