import { describePortDifference, setDashboardPort } from "../operator/dashboard-port.ts";
import { hasOperator } from "../operator/has-operator.ts";
import { neededIf, type StepHandler } from "./handler.ts";

export const syncDashboard: StepHandler<"sync-dashboard"> = {
  async check(_step, host) {
    return neededIf(await describePortDifference(host, await hasOperator(host)));
  },
  async apply(_step, host) {
    await setDashboardPort(host, await hasOperator(host));
  },
};
