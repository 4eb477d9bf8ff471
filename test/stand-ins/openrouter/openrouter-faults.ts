import type { FaultScope } from "../fault-switch.ts";
import { type OpenRouterRefusal, rateLimited, refusals, serverError } from "./openrouter-answer.ts";

export interface OpenRouterFault extends FaultScope {
  readonly kind:
    | "key-refused"
    | "no-credit"
    | "rate-limited"
    | "server-error"
    /** Waits `delaySeconds` before the first byte, a tenth of it before each further chunk. */
    | "slow"
    /** Breaks the connection: in the middle of a stream, before the answer of a plain call. */
    | "cut"
    /** Takes the call and never answers. */
    | "silent";
  /** Only chat completions of these models; default every call to the service. */
  readonly models?: readonly string[];
  /** For `server-error`; default 503. */
  readonly status?: number;
  /** For `rate-limited`: the Retry-After header; default none. */
  readonly retryAfterSeconds?: number;
  /** For `slow`; default 5. */
  readonly delaySeconds?: number;
}

/** What the service answers under this fault; null when the fault is not in the words. Pure. */
export function refusalOf(fault: OpenRouterFault): OpenRouterRefusal | null {
  switch (fault.kind) {
    case "key-refused":
      return refusals.keyRefused;
    case "no-credit":
      return refusals.noCredit;
    case "rate-limited":
      return rateLimited(fault.retryAfterSeconds);
    case "server-error":
      return serverError(fault.status ?? 503);
    case "slow":
    case "cut":
    case "silent":
      return null;
  }
}
