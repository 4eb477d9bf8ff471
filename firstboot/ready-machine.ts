import { gatherInterfaces } from "../setup/facts/gather-interfaces.ts";
import type { Host } from "../setup/host/host.ts";

/**
 * Before the first look: network cards are switched on, because a card that is off does not know whether a cable is in,
 * and the kernel keeps what is not critical off the consoles, which belong to the result (dmesg still has all of it).
 * Neither is needed, so neither may fail.
 */
export async function readyMachine(machine: Host): Promise<void> {
  try {
    await machine.run("dmesg", ["-n", "3"], { allowExit: [0, 1] });
    for (const { name } of await gatherInterfaces(machine)) {
      await machine.run("ip", ["link", "set", "dev", name, "up"], { allowExit: [0, 1, 2] });
    }
  } catch {
    // The result says later what is missing.
  }
}

/**
 * Addresses by DHCP for a live system that has something to tell: an installation itself needs no network. It takes
 * some seconds and is not waited for; without it the message is not sent, and that is said.
 */
export async function startNetwork(machine: Host): Promise<void> {
  const options = { allowExit: [0, 1], timeoutSeconds: 60 };
  await machine.run("rc-service", ["dhcpcd", "start"], options).catch(() => undefined);
}
