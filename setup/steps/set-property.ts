import { needed, type StepHandler, satisfied } from "./handler.ts";

/** One property of a dataset, user properties too. */
export const setProperty: StepHandler<"set-property"> = {
  async check({ dataset, property, value }, host) {
    const { stdout } = await host.run("zfs", ["get", "-H", "-o", "value", property, dataset]);
    return stdout.trim() === value ? satisfied : needed(`${property} is ${stdout.trim()}`);
  },
  async apply({ dataset, property, value }, host) {
    await host.run("zfs", ["set", `${property}=${value}`, dataset]);
  },
};
