import { findRulesMark } from "../config-files/render-firewall.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";

export const loadFirewall: StepHandler<"load-firewall"> = {
  async check({ path }, host) {
    const mark = findRulesMark((await host.readFile(path))?.toString("utf8") ?? "");
    if (mark === null) return needed(`${path} is missing`);
    const { stdout } = await host.run("nft", ["list", "table", "inet", "clawdie"], { allowExit: [0, 1] });
    return stdout.includes(mark) ? satisfied : needed("the rules are not loaded");
  },
  async apply({ path }, host) {
    await host.run("nft", ["-f", `${host.root === "/" ? "" : host.root}${path}`]);
  },
};
