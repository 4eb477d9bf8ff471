import type { Host } from "../../../setup/host/host.ts";

const counted = ["run", "query", "readFile", "writeFile", "appendLine"] as const;

/** A host whose Nth call is refused, once; everything before and after works. */
export function buildFlakyHost(inner: Host, failAt: number): { host: Host; calls(): number } {
  let calls = 0;
  const wrapped: Record<string, unknown> = { ...inner };
  for (const name of counted) {
    const real = inner[name] as (...args: unknown[]) => Promise<unknown>;
    wrapped[name] = async (...args: unknown[]) => {
      calls += 1;
      if (calls === failAt) throw new Error(`refused at call ${failAt}`);
      return real(...args);
    };
  }
  return { host: wrapped as unknown as Host, calls: () => calls };
}
