import type { Host } from "../host/host.ts";
import type { NetworkInterface } from "./facts.ts";
import { gatherInterfaces } from "./gather-interfaces.ts";

/** Gigabit cards take 2 to 4 s from being switched on to a carrier, some switches three times that. */
const limitSeconds = 10;

/**
 * The network cards, looked at again for some seconds while they do not tell yet which of several the cable is in: a
 * static address goes to one of them, and must not go to another at every boot.
 * @param named The card that has the address so far; null: none.
 */
export async function awaitCarrier(
  machine: Pick<Host, "run" | "sleep">,
  named: string | null,
): Promise<NetworkInterface[]> {
  for (let waited = 0; ; waited += 1) {
    const interfaces = await gatherInterfaces(machine);
    const wanted = interfaces.filter(({ name }) => name === named);
    const asked = wanted.length > 0 ? wanted : interfaces;
    if (interfaces.length < 2 || waited >= limitSeconds || asked.some(({ carrier }) => carrier)) {
      return interfaces;
    }
    await machine.sleep(1);
  }
}
