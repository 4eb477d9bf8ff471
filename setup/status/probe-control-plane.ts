import { z } from "zod";

const Health = z.object({ checks: z.object({ database: z.object({ ok: z.boolean() }) }) });

/** /health itself waits 10 s for a database or a runtime that says nothing: the trouble is theirs, not the control plane's. */
const timeoutMs = 15_000;

/** Whether the control plane reaches the database; null when it does not answer itself. */
export async function probeControlPlane(
  url: string,
  fetch: typeof globalThis.fetch,
): Promise<boolean | null> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(timeoutMs) });
    return Health.parse(await response.json()).checks.database.ok;
  } catch {
    return null;
  }
}
