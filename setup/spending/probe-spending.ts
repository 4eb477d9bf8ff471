import { SpendingView } from "./spending-view.ts";

const timeoutSeconds = 10;

/** What the spending guard counts; null when it does not answer. */
export async function probeSpending(
  url: string,
  fetch: typeof globalThis.fetch,
): Promise<SpendingView | null> {
  try {
    const response = await fetch(`${url}/spending`, { signal: AbortSignal.timeout(timeoutSeconds * 1000) });
    return SpendingView.parse(await response.json());
  } catch {
    return null;
  }
}
