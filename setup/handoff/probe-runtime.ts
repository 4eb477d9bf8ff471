import { z } from "zod";
import type { RuntimeView } from "./build-checks.ts";

/** `/readyz` of the gateway; a body with `suppressed` comes with HTTP 200 although Telegram is switched off. */
const Readyz = z.object({
  ready: z.boolean(),
  failing: z.array(z.string()).default([]),
  suppressed: z.array(z.string()).default([]),
});

/** Our own look at the runtime: never the supervisor's opinion, never an open port. Resolves also when it is down. */
export async function probeRuntime(
  gatewayUrl: string,
  fetch: typeof globalThis.fetch,
  timeoutSeconds = 10,
): Promise<RuntimeView> {
  try {
    const response = await fetch(`${gatewayUrl}/readyz`, {
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    return judgeReadyz(response.status, await response.json());
  } catch {
    return { state: "down", reasons: [] };
  }
}

/** Pure. */
export function judgeReadyz(status: number, body: unknown): RuntimeView {
  const answer = Readyz.safeParse(body);
  if (!answer.success) return { state: "down", reasons: [] };
  const { ready, failing, suppressed } = answer.data;
  if (suppressed.length > 0) return { state: "suppressed", reasons: suppressed };
  const isReady = status === 200 && ready && failing.length === 0;
  return { state: isReady ? "ready" : "not-ready", reasons: failing };
}
