import type { Host } from "../host/host.ts";
import type { NetworkInterface } from "./facts.ts";

interface IpLink {
  readonly ifname: string;
  readonly link_type: string;
  readonly address?: string;
  readonly flags: readonly string[];
  readonly addr_info?: readonly {
    readonly local: string;
    readonly prefixlen: number;
    readonly scope: string;
  }[];
}

/** Every network card (not loopback, not virtual), with its addresses in CIDR form. */
export async function gatherInterfaces(machine: Pick<Host, "run">): Promise<NetworkInterface[]> {
  const { stdout } = await machine.run("ip", ["-json", "address", "show"]);
  const links = JSON.parse(stdout) as IpLink[];
  return links
    .filter((link) => link.link_type === "ether")
    .map((link) => ({
      name: link.ifname,
      hardwareAddress: link.address ?? "",
      carrier: link.flags.includes("LOWER_UP"),
      addresses: (link.addr_info ?? [])
        .filter((address) => address.scope === "global")
        .map((address) => `${address.local}/${address.prefixlen}`),
    }));
}
