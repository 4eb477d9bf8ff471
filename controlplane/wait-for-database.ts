import type { Probe } from "./read-health.ts";

export interface WaitDeps {
  readonly sleep: (seconds: number) => Promise<void>;
  /** Called when the reason changes, and with "" at the end. */
  readonly onReason: (reason: string) => void;
  readonly signal: AbortSignal;
}

const firstDelaySeconds = 1;
const longestDelaySeconds = 30;

/** Resolves once the database answers, or when the signal is aborted. /health tells meanwhile that it does not. */
export async function waitForDatabase(probe: Probe, deps: WaitDeps): Promise<void> {
  let told: string | null = null;
  for (
    let delay = firstDelaySeconds;
    !deps.signal.aborted;
    delay = Math.min(delay * 2, longestDelaySeconds)
  ) {
    const reason = await probe();
    if (reason !== told) deps.onReason(reason);
    if (reason === "") return;
    told = reason;
    await deps.sleep(delay);
  }
}
