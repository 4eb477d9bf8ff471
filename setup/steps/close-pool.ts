import { needed, type StepHandler, satisfied } from "./handler.ts";

/** Unmount and export: after this every byte of the new system lies on the disk. */
export const closePool: StepHandler<"close-pool"> = {
  async check(step, host) {
    const { exitCode } = await host.run("zpool", ["list", step.pool], { allowExit: [0, 1] });
    return exitCode === 0 ? needed("the pool is open") : satisfied;
  },
  async apply(step, host) {
    await host.run("zpool", ["sync", step.pool], { timeoutSeconds: 1800 });
    await host.run("zpool", ["export", step.pool], { timeoutSeconds: 1800 });
  },
};
