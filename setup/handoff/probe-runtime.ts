import type { RuntimeView } from "./build-checks.ts";

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

/**
 * Body of `/readyz`: {ready, failing?, suppressed?}; `suppressed` comes with HTTP 200 although Telegram is switched off.
 * Read by hand: the schema library would cost the control plane 10 MB of memory. Pure.
 */
export function judgeReadyz(status: number, body: unknown): RuntimeView {
  if (typeof body !== "object" || body === null || !("ready" in body)) return { state: "down", reasons: [] };
  const suppressed = readNames("suppressed" in body ? body.suppressed : []);
  const failing = readNames("failing" in body ? body.failing : []);
  if (suppressed.length > 0) return { state: "suppressed", reasons: suppressed };
  const isReady = status === 200 && body.ready === true && failing.length === 0;
  return { state: isReady ? "ready" : "not-ready", reasons: failing };
}

function readNames(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
