import { readRuntimeReadiness } from "../runtime/runtime-readiness.ts";
import type { RuntimeView } from "./build-checks.ts";

const timeoutSeconds = 10;

/** Our own look at the runtime: never the supervisor's opinion, never an open port. Resolves also when it is down. */
export async function probeRuntime(gatewayUrl: string): Promise<RuntimeView> {
  const { state, failing, suppressed } = await readRuntimeReadiness(gatewayUrl, timeoutSeconds);
  return { state, reasons: state === "suppressed" ? suppressed : failing };
}
