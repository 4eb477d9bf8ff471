import { z } from "zod";

const Health = z.object({ checks: z.object({ database: z.object({ ok: z.boolean() }) }) });

/** Whether the control plane reaches the database; null when it does not answer itself. */
export async function probeControlPlane(
  url: string,
  fetch: typeof globalThis.fetch,
): Promise<boolean | null> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(10_000) });
    return Health.parse(await response.json()).checks.database.ok;
  } catch {
    return null;
  }
}
