import type { ServiceAnswer } from "./service-request.ts";

/** A difference of more than ten minutes to the service's clock makes tokens, certificates and logs unreliable. */
export const maxSkewSeconds = 600;

/** Trouble any service can have; `skewSeconds` is the service's clock minus ours, null when unknown. */
export type ServiceTrouble =
  | { readonly outcome: "no-network"; readonly skewSeconds: null }
  | { readonly outcome: "intercepted"; readonly skewSeconds: null }
  | { readonly outcome: "clock-wrong"; readonly skewSeconds: number | null }
  | {
      readonly outcome: "rate-limited";
      readonly retryAfterSeconds: number | null;
      readonly skewSeconds: number | null;
    }
  | { readonly outcome: "service-error"; readonly status: number; readonly skewSeconds: number | null };

export type Answered = Extract<ServiceAnswer, { kind: "answer" }>;

/** The trouble in an answer, or null when the status is the service's own verdict. Pure. */
export function classifyTrouble(answer: ServiceAnswer): ServiceTrouble | null {
  if (answer.kind === "failure") return { outcome: answer.failure, skewSeconds: null };
  const { status, skewSeconds, retryAfterSeconds } = answer;
  if (skewSeconds !== null && Math.abs(skewSeconds) > maxSkewSeconds)
    return { outcome: "clock-wrong", skewSeconds };
  if (status === 429) return { outcome: "rate-limited", retryAfterSeconds, skewSeconds };
  // 3xx: a login page of the network, or a service that moved; either way not the service we asked.
  if (status >= 500 || (status >= 300 && status < 400)) return serviceError(answer);
  return null;
}

export function serviceError(answer: Answered): ServiceTrouble {
  return { outcome: "service-error", status: answer.status, skewSeconds: answer.skewSeconds };
}
