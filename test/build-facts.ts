import type { Facts } from "../setup/facts/facts.ts";

const gibibyte = 1024 ** 3;

/** A small machine with one network card and no disks; pass what the test is about. */
export function buildFacts(overrides: Partial<Facts> = {}): Facts {
  return {
    schema: 1,
    machine: { vendor: "Example", model: "Mini PC", identity: "product_uuid 4c4c4544-0001" },
    memoryBytes: 2 * gibibyte,
    processors: 2,
    firmware: "uefi",
    clock: "2026-01-02T03:04:05.000Z",
    live: false,
    disks: [],
    interfaces: [
      { name: "ens3", hardwareAddress: "52:54:00:00:00:01", carrier: true, addresses: ["192.0.2.10/24"] },
    ],
    ...overrides,
  };
}
