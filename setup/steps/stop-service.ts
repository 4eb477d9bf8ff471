import { needed, type StepHandler, satisfied } from "./handler.ts";
import { readServiceState } from "./service-state.ts";

/** Longer than any service's own limit (`retry` in rc.d: 80 s for PostgreSQL). */
const stopSeconds = 120;

/** A real error while stopping is an error here: nothing is forced. */
export const stopService: StepHandler<"stop-service"> = {
  async check({ service }, host) {
    const state = await readServiceState(service, host);
    return state === "stopped" ? satisfied : needed(`${service} is not stopped`);
  },
  async apply({ service }, host) {
    await host.run("rc-service", [service, "stop"], { timeoutSeconds: stopSeconds });
  },
};
