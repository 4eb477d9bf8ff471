import { needed, type StepHandler, satisfied } from "./handler.ts";

export const unmountDataset: StepHandler<"unmount-dataset"> = {
  async check({ dataset }, host) {
    const args = ["get", "-H", "-o", "value", "mounted", dataset];
    const { stdout } = await host.run("zfs", args, { timeoutSeconds: 60 });
    return stdout.trim() === "no" ? satisfied : needed("it is mounted");
  },
  /** Never by force: whoever still has a file open there would lose it. */
  async apply({ dataset }, host) {
    await host.run("zfs", ["unmount", dataset], { timeoutSeconds: 60 });
  },
};
