import { StepError } from "../issues/exceptions.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { runlevelLink, serviceScript } from "./runlevel-link.ts";

/** The same link `rc-update add` makes; made by the host port it also works in a system being installed. */
export const enableService: StepHandler<"enable-service"> = {
  async check({ service, runlevel }, host) {
    const target = await host.readLink(runlevelLink(service, runlevel));
    return target === serviceScript(service)
      ? satisfied
      : needed(`${service} is not in runlevel ${runlevel}`);
  },
  async apply({ id, service, runlevel }, host) {
    if ((await host.stat(serviceScript(service))) === null) {
      throw new StepError(
        id,
        `There is no service ${service}`,
        "The system is incomplete: install it again.",
      );
    }
    await host.makeFolder(`/etc/runlevels/${runlevel}`, { mode: 0o755 });
    await host.makeLink(runlevelLink(service, runlevel), serviceScript(service));
  },
};
