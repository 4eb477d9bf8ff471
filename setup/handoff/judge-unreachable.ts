import { formatDuration } from "../status/format-figures.ts";
import type { Verdict } from "./build-service-checks.ts";
import type { HandoffDetails } from "./handoff-messages.ts";
import type { Unreachable } from "./service-trouble.ts";

/** In words that follow a bracket. */
export const unreachableReasons: Readonly<Record<Unreachable, string>> = {
  "no-name": "its name was not found",
  refused: "the connection was refused",
  "no-route": "there is no route to it",
  "no-answer": "no answer in time",
  cut: "the connection broke off",
  intercepted: "its certificate is not its own",
  "login-page": "a web page came instead",
};

/** The service's own failure when the other one was reached; otherwise it is the network's, and nothing was checked. */
export function judgeUnreachable(
  service: "telegram" | "model",
  reason: Unreachable,
  otherReached: boolean,
): Verdict {
  if (!otherReached) return ["not-checked", `${service}.not-checked`];
  if (reason === "no-name" || reason === "intercepted" || reason === "login-page") {
    return ["failed", `${service}.${reason}`];
  }
  return ["failed", `${service}.unreachable`, { reason: unreachableReasons[reason] }];
}

/** ", 17 s" when the service said how long. */
export function describeWait(seconds: number | null): HandoffDetails {
  return seconds === null ? {} : { wait: ` ${formatDuration(seconds)}` };
}
