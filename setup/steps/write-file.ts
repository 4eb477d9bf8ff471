import { revealText } from "../issues/secret.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { describeDifference } from "./owner-difference.ts";

export const writeFile: StepHandler<"write-file"> = {
  async check({ path, content, mode, owner, group }, host) {
    const found = await host.stat(path);
    if (found === null) return needed(`${path} is missing`);
    if (found.kind !== "file") return needed(`${path} is no regular file`);
    const difference = describeDifference(found, { mode, owner, group });
    if (difference !== null) return needed(`${path} has ${difference}`);
    const now = await host.readFile(path);
    return now?.equals(Buffer.from(revealText(content))) ? satisfied : needed(`${path} has other content`);
  },
  async apply({ path, content, mode, owner, group }, host) {
    await host.writeFile(path, content, { mode, owner, group });
  },
};
