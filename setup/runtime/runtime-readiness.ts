import { z } from "zod";

export interface RuntimeReadiness {
  readonly state:
    | "ready"
    /** Answers, but is not done starting. */
    | "starting"
    /** Ending, or exchanging a plugin: passes by itself. */
    | "degraded"
    /** Says ready, but came up without a channel after three unclean starts: nobody can reach it. */
    | "suppressed"
    /** Up, but a part of it does not work, e.g. Telegram refused the token. */
    | "failing"
    /** No answer, or one that is not the runtime's. */
    | "down";
  /** Parts that do not work, e.g. "telegram". */
  readonly failing: readonly string[];
  readonly suppressed: readonly string[];
}

/** Body of GET /readyz. */
const Readyz = z.object({
  ready: z.boolean(),
  failing: z.array(z.string()).default([]),
  suppressed: z.array(z.string()).default([]),
});

const down: RuntimeReadiness = { state: "down", failing: [], suppressed: [] };

/** Names the runtime puts into `failing` for things that pass: server-start of the pinned version. */
const startingReasons: readonly string[] = ["startup-sidecars"];
const passingReasons: readonly string[] = ["gateway-draining", "plugin-reload"];

/** What an answer of /readyz means; never ready by the HTTP status alone. Pure. */
export function parseReadiness(status: number, body: unknown): RuntimeReadiness {
  const parsed = Readyz.safeParse(body);
  if (!parsed.success) return down;
  const { ready, failing, suppressed } = parsed.data;
  return { state: judge(status === 200 && ready, failing, suppressed), failing, suppressed };
}

function judge(ready: boolean, failing: readonly string[], suppressed: readonly string[]) {
  if (failing.length > 0) {
    if (failing.every((reason) => startingReasons.includes(reason))) return "starting";
    return failing.every((reason) => passingReasons.includes(reason)) ? "degraded" : "failing";
  }
  if (suppressed.length > 0) return "suppressed";
  return ready ? "ready" : "starting";
}

/** Asks the gateway. Never throws: no answer within the limit is "down". */
export async function readRuntimeReadiness(
  gatewayUrl: string,
  timeoutSeconds: number,
): Promise<RuntimeReadiness> {
  try {
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    const response = await fetch(`${gatewayUrl}/readyz`, { signal });
    return parseReadiness(response.status, await response.json());
  } catch {
    return down;
  }
}
