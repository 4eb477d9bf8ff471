import { needed, type StepHandler, satisfied } from "./handler.ts";
import { runlevelLink, serviceScript } from "./runlevel-link.ts";

export const disableService: StepHandler<"disable-service"> = {
  async check({ service, runlevel }, host) {
    const link = await host.stat(runlevelLink(service, runlevel));
    return link === null ? satisfied : needed(`${service} is in runlevel ${runlevel}`);
  },
  // Stopped first: should the second half not happen, the link still says there is something to do.
  async apply({ service, runlevel }, host) {
    const isRunningSystem = host.root === "/" && (await host.stat(serviceScript(service))) !== null;
    if (isRunningSystem)
      await host.run("rc-service", ["--ifstarted", service, "stop"], { timeoutSeconds: 60 });
    await host.remove(runlevelLink(service, runlevel));
  },
};
