import { createHash } from "node:crypto";
import { boxLayout } from "../plan/box-layout.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { readServiceState } from "./service-state.ts";

/** dhcpcd reads its files at its start, and again only when told to. */
export const loadNetwork: StepHandler<"load-network"> = {
  async check({ paths }, host) {
    const hash = createHash("sha256");
    for (const path of paths) hash.update((await host.readFile(path)) ?? "");
    const known = String((await host.readFile(boxLayout.networkRead)) ?? "");
    return known.startsWith(hash.digest("hex")) ? satisfied : needed("dhcpcd has not read its settings");
  },
  async apply({ service }, host) {
    // Not a restart: addresses that stay are kept, and with them a connection over SSH.
    const action = (await readServiceState(service, host)) === "started" ? "reload" : "start";
    await host.run("rc-service", [service, action], { timeoutSeconds: 60 });
  },
};
