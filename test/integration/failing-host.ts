import type { Device, Host } from "../../setup/host/host.ts";

/** What happens at the call of the host port that fails: it is refused, or done, and nothing after it happens. */
export type FailureMoment = "before" | "after";

export interface FailureOptions {
  /** Only this call fails, everything after it works; default: it and every later one, as in a power cut. */
  readonly once?: boolean;
  /** What the caller gets to see; default: "power cut". @param call name of the host port's function */
  readonly makeError?: (call: string) => Error;
}

export interface FailingHost {
  readonly host: Host;
  /** Calls seen so far. */
  calls(): number;
}

const counted = [
  ...["run", "query", "readFile", "writeFile", "appendLine", "stat", "listFolder", "makeFolder"],
  ...["makeLink", "readLink", "remove", "overwrite", "withDevice"],
] as const;

/** A host whose Nth call and every later one fails; hosts with another root, and each write to a device, count with it. */
export function buildFailingHost(
  inner: Host,
  failAt: number,
  moment: FailureMoment,
  options: FailureOptions = {},
): FailingHost {
  const makeError = options.makeError ?? (() => new Error("power cut"));
  let calls = 0;
  const guard =
    <A extends unknown[], T>(name: string, real: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      calls += 1;
      const mine = calls;
      const over = options.once !== true && mine > failAt;
      if (over || (mine === failAt && moment === "before")) throw makeError(name);
      const result = await real(...args);
      // Whatever was still under way when the power went ends with it.
      if (options.once === true ? mine === failAt : calls >= failAt) throw makeError(name);
      return result;
    };
  const wrap = (host: Host): Host => {
    const wrapped: Record<string, unknown> = { ...host, at: (root: string) => wrap(host.at(root)) };
    for (const name of counted) {
      const real = host[name as keyof Host] as (...args: unknown[]) => Promise<unknown>;
      wrapped[name] = guard(name, name === "withDevice" ? guardWrites(real, guard) : real);
    }
    return wrapped as unknown as Host;
  };
  return { host: wrap(inner), calls: () => calls };
}

type Guard = <A extends unknown[], T>(
  name: string,
  real: (...args: A) => Promise<T>,
) => (...args: A) => Promise<T>;

function guardWrites(withDevice: (...args: unknown[]) => Promise<unknown>, guard: Guard) {
  return (path: unknown, work: unknown): Promise<unknown> =>
    withDevice(path, (device: Device) =>
      (work as (device: Device) => Promise<unknown>)({
        write: guard("write", (offset, bytes) => device.write(offset, bytes)),
      }),
    );
}
