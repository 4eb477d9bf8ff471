import { needed, type StepHandler, satisfied } from "./handler.ts";

/** Mount a dataset that has canmount=noauto. */
export const mountDataset: StepHandler<"mount-dataset"> = {
  async check(step, host) {
    const { stdout } = await host.run("zfs", ["get", "-H", "-o", "value", "mounted", step.dataset]);
    return stdout.trim() === "yes" ? satisfied : needed("not mounted");
  },
  async apply(step, host) {
    await host.run("zfs", ["mount", step.dataset]);
  },
};
