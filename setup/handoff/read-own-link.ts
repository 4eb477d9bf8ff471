import { gatherInterfaces } from "../facts/gather-interfaces.ts";
import type { Host } from "../host/host.ts";

/** How far the box itself gets into its network: what fails first hides the rest. */
export type OwnLink = "no-card" | "no-cable" | "no-address" | "up";

/** What the system says of its network cards; "up" when it says nothing, so that nothing is claimed that was not seen. */
export async function readOwnLink(host: Pick<Host, "run">): Promise<OwnLink> {
  try {
    const cards = await gatherInterfaces(host);
    if (cards.length === 0) return "no-card";
    const linked = cards.filter(({ carrier }) => carrier);
    if (linked.length === 0) return "no-cable";
    return linked.some(({ addresses }) => addresses.length > 0) ? "up" : "no-address";
  } catch {
    return "up";
  }
}
