import type { NetworkFailure } from "./classify-fetch-error.ts";
import type { ServiceAnswer } from "./service-request.ts";

/** A difference of more than ten minutes to the service's clock makes tokens, certificates and logs unreliable. */
export const maxSkewSeconds = 600;

/** Why the service itself was not reached; `login-page`: a web page answered in its place. */
export type Unreachable = Exclude<NetworkFailure, "clock-wrong"> | "login-page";

/** Trouble any service can have; `skewSeconds` is the service's clock minus ours, null when unknown. */
export type ServiceTrouble =
  | { readonly outcome: "unreachable"; readonly reason: Unreachable; readonly skewSeconds: null }
  | { readonly outcome: "clock-wrong"; readonly skewSeconds: number | null }
  | {
      readonly outcome: "rate-limited";
      readonly retryAfterSeconds: number | null;
      readonly skewSeconds: number | null;
    }
  | { readonly outcome: "service-error"; readonly status: number; readonly skewSeconds: number | null };

export type Answered = Extract<ServiceAnswer, { kind: "answer" }>;

/** 511 is made for login pages (RFC 6585); the services never redirect. */
function isLoginPage({ status, isWebPage }: Answered): boolean {
  return status === 511 || (status >= 300 && status < 400) || (status < 300 && isWebPage);
}

/** The trouble in an answer, or null when the status is the service's own verdict. Pure. */
export function classifyTrouble(answer: ServiceAnswer): ServiceTrouble | null {
  if (answer.kind === "failure") return describeFailure(answer.failure);
  const { status, skewSeconds, retryAfterSeconds } = answer;
  if (isLoginPage(answer)) return { outcome: "unreachable", reason: "login-page", skewSeconds: null };
  // Only a proxy in between says so.
  if (status === 407) return describeFailure("refused");
  if (skewSeconds !== null && Math.abs(skewSeconds) > maxSkewSeconds)
    return { outcome: "clock-wrong", skewSeconds };
  if (status === 429) return { outcome: "rate-limited", retryAfterSeconds, skewSeconds };
  // A refusal written for people comes from a filter in between, not from the service.
  const isFilter = (status === 401 || status === 403) && answer.isWebPage;
  return status >= 500 || isFilter ? serviceError(answer) : null;
}

/** Pure. */
export function describeFailure(failure: NetworkFailure): ServiceTrouble {
  if (failure === "clock-wrong") return { outcome: failure, skewSeconds: null };
  return { outcome: "unreachable", reason: failure, skewSeconds: null };
}

export function serviceError(answer: Answered): ServiceTrouble {
  return { outcome: "service-error", status: answer.status, skewSeconds: answer.skewSeconds };
}
