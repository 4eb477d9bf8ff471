import type { Host } from "../host/host.ts";
import { type HoldMaintenanceLock, holdMaintenanceLock, runAlone } from "../maintenance/maintenance-lock.ts";
import { runMaintenance } from "../maintenance/run-maintenance.ts";
import type { Io } from "./io.ts";
import { readOptions } from "./read-options.ts";
import {
  renderExitCodes,
  renderMaintenanceEvent,
  renderMaintenanceJson,
  renderMaintenanceResult,
} from "./render-maintenance.ts";
import { requireRoot } from "./require-root.ts";

const usage = `Usage: sudo clawdie maintenance-reboot [--json]

Stops the assistant and the control plane, writes the database to the disk and
stops it, takes one snapshot of its data and its log, and restarts the computer.
When any of it fails, nothing is restarted and everything runs again. How it
went after the restart is shown by: clawdie status

`;

/** The command `clawdie maintenance-reboot`; answers its exit code. @param signal Ends before the next step. */
export async function runMaintenanceReboot(
  argv: readonly string[],
  io: Io,
  host: Host,
  signal?: AbortSignal,
  hold: HoldMaintenanceLock = holdMaintenanceLock,
): Promise<number> {
  const options = parseOptions(argv, io);
  if (options === null || options.help) {
    (options === null ? io.stderr : io.stdout)(usage + renderExitCodes());
    return options === null ? 64 : 0;
  }
  if (!(await requireRoot("maintenance-reboot", host, io))) return 77;
  return runAlone(() => reboot(options.json, io, host, signal), io, hold);
}

async function reboot(json: boolean, io: Io, host: Host, signal?: AbortSignal): Promise<number> {
  const result = await runMaintenance(host, {
    ...(signal === undefined ? {} : { signal }),
    onEvent: (event) => (json ? undefined : io.stdout(renderMaintenanceEvent(event))),
  });
  const done = `Snapshot ${result.snapshot} is taken. The computer restarts now.`;
  io.stdout(json ? renderMaintenanceJson("reboot", result) : renderMaintenanceResult(result, done));
  return result.exitCode;
}

function parseOptions(argv: readonly string[], io: Io) {
  return (
    readOptions(argv, io, {
      json: { type: "boolean", default: false },
    })?.values ?? null
  );
}
