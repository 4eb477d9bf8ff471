import type { Host } from "../host/host.ts";
import { neededIf, type StepHandler } from "./handler.ts";

const file = "/etc/hostname";
const kernelName = "/proc/sys/kernel/hostname";

export const setHostname: StepHandler<"set-hostname"> = {
  async check({ hostname }, host) {
    const [written, running] = await Promise.all([readText(host, file), readText(host, kernelName)]);
    return neededIf(
      written === hostname ? null : `${file} says ${written ?? "nothing"}`,
      // A system that is only being installed has no running name.
      running === null || running === hostname ? null : `the running system is called ${running}`,
    );
  },
  async apply({ hostname }, host) {
    await host.writeFile(file, `${hostname}\n`, { mode: 0o644 });
    if ((await readText(host, kernelName)) !== null) await host.run("hostname", [hostname]);
  },
};

async function readText(host: Host, path: string): Promise<string | null> {
  return (await host.readFile(path))?.toString("utf8").trim() ?? null;
}
