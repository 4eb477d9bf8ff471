import type { Host } from "../../setup/host/host.ts";

/** What happens at the call of the host port that fails: it is refused, or done, and nothing after it happens. */
export type FailureMoment = "before" | "after";

export interface FailingHost {
  readonly host: Host;
  /** Calls seen so far. */
  calls(): number;
}

const counted = [
  ...["run", "query", "readFile", "writeFile", "appendLine", "stat", "listFolder", "makeFolder"],
  ...["makeLink", "readLink", "remove", "overwrite"],
] as const;

/** A host whose Nth call and every later one fails, like a machine that lost power there. */
export function buildFailingHost(inner: Host, failAt: number, moment: FailureMoment): FailingHost {
  let calls = 0;
  return { host: wrap(inner), calls: () => calls };

  function wrap(host: Host): Host {
    const wrapped: Record<string, unknown> = { ...host, at: (root: string) => wrap(host.at(root)) };
    for (const name of counted) {
      const real = host[name as keyof Host] as (...args: unknown[]) => Promise<unknown>;
      wrapped[name] = async (...args: unknown[]) => {
        calls += 1;
        if (calls > failAt || (calls === failAt && moment === "before")) throw new Error("power cut");
        const result = await real(...args);
        if (calls >= failAt) throw new Error("power cut");
        return result;
      };
    }
    return wrapped as unknown as Host;
  }
}
