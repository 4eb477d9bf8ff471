import { renderDhcpcdConfig, renderDhcpcdHook } from "../../config-files/render-dhcpcd-config.ts";
import { renderFirewall } from "../../config-files/render-firewall.ts";
import { renderHosts } from "../../config-files/render-system-files.ts";
import type { BoxFacts } from "../../facts/facts.ts";
import type { Settings } from "../../settings/settings.ts";
import type { Step } from "../step.ts";
import { fileStep } from "./file-steps.ts";

export const firewallRules = "/etc/nftables.conf";
const networkConfig = "/etc/dhcpcd.conf";
const networkHook = "/etc/dhcpcd.exit-hook";

/** On the running box: settings that were corrected meanwhile take effect without a restart. */
export const loadNetworkStep: Step = {
  id: "load-network",
  kind: "load-network",
  title: "Let the network take its settings",
  service: "dhcpcd",
  paths: [networkConfig, networkHook],
};

/** Name, addresses and firewall rules. Part of the install as well, so that the box's first start already has them. */
export function buildNetworkSteps(settings: Settings, facts: BoxFacts): Step[] {
  const { hostname, network, login } = settings;
  const on = chooseStaticInterface(facts);
  const ssh = login.sshAuthorizedKey !== null;
  return [
    { id: "set-hostname", kind: "set-hostname", title: `Name the box ${hostname}`, hostname },
    fileStep("write-hosts", "Write the names of this machine", "/etc/hosts", renderHosts(hostname)),
    fileStep(
      "configure-network",
      "Write the network configuration",
      networkConfig,
      renderDhcpcdConfig(network, on),
    ),
    fileStep("configure-network-hook", "Write further addresses", networkHook, renderDhcpcdHook(network, on)),
    fileStep("write-firewall", "Write the firewall rules", firewallRules, renderFirewall({ ssh }), {
      ...{ mode: 0o600, owner: "root", group: "root" },
    }),
  ];
}

/**
 * With several interfaces: the one that has the address so far, unless it is gone or the cable is in another; else the
 * first one with a cable in it, else the first. With one, its name does not matter.
 */
function chooseStaticInterface({ interfaces, staticInterface }: BoxFacts): string | null {
  if (interfaces.length < 2) return null;
  const sorted = interfaces.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const cabled = sorted.filter(({ carrier }) => carrier);
  const soFar = (cabled.length > 0 ? cabled : sorted).find(({ name }) => name === staticInterface);
  return (soFar ?? cabled[0] ?? sorted[0])?.name ?? null;
}
