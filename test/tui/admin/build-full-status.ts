import type { Status } from "../../../setup/status/status.ts";
import { buildStatus } from "../../build-status.ts";

const dataset = (
  name: string,
  usedBytes: number,
  mountpoint: string | null,
  quotaBytes: number | null = null,
) => ({
  ...{ name, usedBytes, mountpoint, quotaBytes },
  ...{ availableBytes: 54_803_782_656, snapshotBytes: 12_582_912, compressRatio: 1.62 },
});
const database = (name: string, bytes: number, connections: number) => ({
  ...{ name, owner: name, bytes, connections, deadlocks: 0, cachedPercent: 99 },
});

/** A box that is well, with everything the admin screens show. */
export function buildFullStatus(overrides: Partial<Omit<Status, "state" | "problems">> = {}): Status {
  return buildStatus({
    snapshots: ["maintenance-20261101T080000Z", "manual-20261115T100000Z", "mine"].map((name, at) => ({
      ...{ name, usedBytes: (at + 1) * 4_194_304, complete: name !== "mine" },
      createdAt: `2026-11-${String(1 + at * 7).padStart(2, "0")}T08:00:00.000Z`,
    })),
    maintenance: {
      ...{ schema: 1, kind: "reboot", state: "ok", bootId: "b", services: ["postgresql"], message: null },
      ...{ startedAt: "2026-11-01T08:00:00.000Z", finishedAt: "2026-11-01T08:03:00.000Z", cure: "" },
      snapshot: "maintenance-20261101T080000Z",
    },
    datasets: [
      dataset("zroot", 7_473_243_136, null),
      dataset("zroot/ROOT", 2_147_483_648, null),
      dataset("zroot/ROOT/clawdie", 2_147_483_648, "/"),
      dataset("zroot/system-runtime", 3_221_225_472, "/var/lib/clawdie"),
      dataset("zroot/system-runtime/postgres", 1_073_741_824, null),
      dataset("zroot/system-runtime/postgres/pgdata", 805_306_368, "/var/lib/clawdie/postgres/pgdata"),
      dataset("zroot/system-runtime/postgres/pgwal", 268_435_456, "/var/lib/clawdie/postgres/pgwal"),
      dataset("zroot/var/log", 1_900_000_000, "/var/log", 2_147_483_648),
    ],
    databases: {
      ...{ version: "17.6", startedAt: "2026-11-21T09:59:00.000Z", maxConnections: 40 },
      list: [
        database("postgres", 7_900_000, 1),
        database("system_brain", 9_100_000, 0),
        database("system_ops", 24_600_000, 5),
      ],
    },
    ...overrides,
  });
}
