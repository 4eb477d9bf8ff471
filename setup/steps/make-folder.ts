import type { FileOwner } from "../plan/step.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { describeDifference } from "./owner-difference.ts";

export const makeFolder: StepHandler<"make-folder"> = {
  async check({ path, mode, owner, group }, host) {
    const found = await host.stat(path);
    if (found === null) return needed(`${path} is missing`);
    if (found.kind !== "folder") return needed(`${path} is no folder`);
    const difference = describeDifference(found, { mode, owner, group } satisfies FileOwner);
    return difference === null ? satisfied : needed(`${path} has ${difference}`);
  },
  async apply({ path, mode, owner, group }, host) {
    await host.makeFolder(path, { mode, owner, group });
  },
};
