import type { Host } from "../host/host.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";

const seconds = 60;

/** `zfs snapshot -r` is atomic: either every dataset below has it or none. zfs-snapshot(8) */
export const createSnapshot: StepHandler<"create-snapshot"> = {
  async check({ dataset, snapshot }, host) {
    const found = await hasSnapshot(dataset, snapshot, host);
    return found ? satisfied : needed(`${dataset}@${snapshot} does not exist`);
  },
  async apply({ dataset, snapshot }, host) {
    await host.run("zfs", ["snapshot", "-r", `${dataset}@${snapshot}`], { timeoutSeconds: seconds });
  },
};

export const destroySnapshot: StepHandler<"destroy-snapshot"> = {
  async check({ dataset, snapshot }, host) {
    const found = await hasSnapshot(dataset, snapshot, host);
    return found ? needed(`${dataset}@${snapshot} exists`) : satisfied;
  },
  async apply({ dataset, snapshot }, host) {
    await host.run("zfs", ["destroy", "-r", `${dataset}@${snapshot}`], { timeoutSeconds: seconds });
  },
};

async function hasSnapshot(dataset: string, snapshot: string, host: Host): Promise<boolean> {
  const args = ["list", "-H", "-t", "snapshot", "-o", "name", `${dataset}@${snapshot}`];
  const { exitCode } = await host.run("zfs", args, { allowExit: [0, 1], timeoutSeconds: seconds });
  return exitCode === 0;
}
