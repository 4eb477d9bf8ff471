import type { Host } from "../host/host.ts";
import { neededIf, type StepHandler } from "./handler.ts";

export const setKernelParameters: StepHandler<"set-kernel-parameters"> = {
  async check({ parameters }, host) {
    const wrong = await findWrong(parameters, host);
    return neededIf(...wrong.map(([path]) => `${path} has another value`));
  },
  async apply({ parameters }, host) {
    for (const [path, value] of await findWrong(parameters, host)) {
      // Kernel files cannot be replaced by renaming, as the host port writes files.
      await host.run("tee", [`${host.root === "/" ? "" : host.root}${path}`], { input: `${value}\n` });
    }
  },
};

async function findWrong(parameters: Readonly<Record<string, string>>, host: Host) {
  const found = await Promise.all(
    Object.entries(parameters).map(async ([path, value]) => {
      const now = (await host.readFile(path))?.toString("utf8").trim();
      // A kernel without the feature has no such file, and nothing to set.
      return now === undefined || now === value ? [] : [[path, value] as const];
    }),
  );
  return found.flat();
}
