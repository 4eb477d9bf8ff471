import { needed, type StepHandler, satisfied } from "./handler.ts";
import { statusExits } from "./service-state.ts";

export const startService: StepHandler<"start-service"> = {
  async check({ service }, host) {
    const options = { allowExit: statusExits, timeoutSeconds: 60 };
    const { exitCode } = await host.run("rc-service", [service, "status"], options);
    return exitCode === 0 ? satisfied : needed(`${service} is not started`);
  },
  async apply({ service }, host) {
    // A crashed service counts as started for OpenRC and would not be started again.
    await host.run("rc-service", ["--ifcrashed", service, "zap"], { timeoutSeconds: 60, allowExit: [0, 1] });
    await host.run("rc-service", [service, "start"], { timeoutSeconds: 180 });
  },
};
