import { probeRuntime } from "../handoff/probe-runtime.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { probeSpending } from "../spending/probe-spending.ts";
import type { StatusDeps } from "./gather-status.ts";
import { probeControlPlane } from "./probe-control-plane.ts";
import { programVersion } from "./program-version.ts";

/** The probes of this box, on the loopback addresses its services listen on. */
export function createStatusDeps(): StatusDeps {
  return {
    version: programVersion,
    probeRuntime: () => probeRuntime(`http://127.0.0.1:${boxLayout.gatewayPort}`),
    probeDatabase: () => probeControlPlane(`http://127.0.0.1:${boxLayout.controlPort}`, fetch),
    probeSpending: () => probeSpending(`http://127.0.0.1:${boxLayout.spendingPort}`, fetch),
    asksDatabase: process.getuid?.() === 0,
  };
}
