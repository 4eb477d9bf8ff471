import { setTimeout as delay } from "node:timers/promises";
import type { FaultScope } from "../fault-switch.ts";
import { type HttpCall, sendJson } from "../start-json-server.ts";
import { refusals, refuseForNow, type TelegramAnswer } from "./telegram-answer.ts";

export interface TelegramFault extends FaultScope {
  readonly kind:
    | "token-revoked"
    | "chat-not-found"
    | "not-started"
    | "blocked"
    | "conflict"
    | "rate-limited"
    | "server-error"
    /** Answers as usual, but only after `delaySeconds`. */
    | "slow"
    /** Takes the call and hangs up without an answer. */
    | "cut";
  /** Methods it hits, e.g. `sendMessage`; default all. */
  readonly methods?: readonly string[];
  /** For `rate-limited`; default 3. */
  readonly retryAfterSeconds?: number;
  /** For `slow`; default 5. */
  readonly delaySeconds?: number;
}

const answers: Partial<Record<TelegramFault["kind"], TelegramAnswer>> = {
  "token-revoked": refusals.unauthorized,
  "chat-not-found": refusals.chatNotFound,
  "not-started": refusals.notStarted,
  blocked: refusals.blocked,
  conflict: refusals.conflict,
  "server-error": refusals.serverError,
};

/** Does the fault to this call. True when the call is over; false when it is to be answered as usual. */
export async function playTelegramFault(fault: TelegramFault, call: HttpCall): Promise<boolean> {
  if (fault.kind === "slow") {
    await delay((fault.delaySeconds ?? 5) * 1000);
    return false;
  }
  const answer =
    fault.kind === "rate-limited" ? refuseForNow(fault.retryAfterSeconds ?? 3) : answers[fault.kind];
  if (answer === undefined) call.request.socket.destroy();
  else sendAnswer(call, answer);
  return true;
}

export function sendAnswer(call: HttpCall, answer: TelegramAnswer): void {
  sendJson(call.response, answer.ok ? 200 : answer.error_code, answer);
}
