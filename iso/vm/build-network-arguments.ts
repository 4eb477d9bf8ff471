import { type GuestForward, type NetworkSpec, networkCardId } from "./machine-spec.ts";

/** `-netdev` and `-device` of the one network card, if there is one. Pure. */
export function buildNetworkArguments(network: NetworkSpec): string[] {
  if (network.model === "none") return [];
  const forwards = network.hostForwards.map(
    ({ hostPort, guestPort }) => `hostfwd=tcp:127.0.0.1:${hostPort}-:${guestPort}`,
  );
  if (network.sshPort !== null) forwards.unshift(`hostfwd=tcp:127.0.0.1:${network.sshPort}-:22`);
  const options = [
    "user",
    "id=net0",
    `restrict=${network.restricted ? "on" : "off"}`,
    ...forwards,
    ...network.guestForwards.map(buildGuestForward),
  ];
  const card = { driver: network.model, id: networkCardId, netdev: "net0", mac: network.macAddress };
  // No option ROM: nothing here boots from the network, and it costs seconds under emulation.
  return ["-netdev", options.join(","), "-device", JSON.stringify({ ...card, romfile: "" })];
}

/**
 * One relay process per connection. The other form (`-tcp:`) is a single character device: it connects once, when
 * QEMU starts, and all of the guest's connections share that one stream. The relay waits a minute after one side
 * has closed its half, because the answer may still be on its way.
 */
function buildGuestForward(forward: GuestForward): string {
  const relay = `socat -t60 STDIO TCP:${forward.hostAddress}:${forward.hostPort}`;
  return `guestfwd=tcp:${forward.guestAddress}:${forward.guestPort}-cmd:${relay}`;
}
