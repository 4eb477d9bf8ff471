import type { Host } from "../host/host.ts";
import { type HoldMaintenanceLock, holdMaintenanceLock, runAlone } from "../maintenance/maintenance-lock.ts";
import { runRollback } from "../maintenance/run-rollback.ts";
import type { Io } from "./io.ts";
import { readOptions } from "./read-options.ts";
import {
  renderExitCodes,
  renderMaintenanceEvent,
  renderMaintenanceJson,
  renderMaintenanceResult,
} from "./render-maintenance.ts";
import { requireRoot } from "./require-root.ts";

const usage = `Usage: sudo clawdie rollback <snapshot> [--discard-newer] [--json]

Brings the database, data and log together, back to a snapshot. What was written
since is lost. Both or neither: a power cut leaves the old or the new state.
--discard-newer also removes the snapshots that are newer than this one.
The snapshots there are: clawdie snapshots

`;

/** The command `clawdie rollback`; answers its exit code. */
export async function runRollbackCommand(
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
  if (!(await requireRoot(`rollback ${options.snapshot}`, host, io))) return 77;
  return runAlone(() => rollBack(options, io, host, signal), io, hold);
}

async function rollBack(
  { snapshot, discardNewer, json }: NonNullable<ReturnType<typeof parseOptions>>,
  io: Io,
  host: Host,
  signal?: AbortSignal,
): Promise<number> {
  const result = await runRollback({ snapshot, discardNewer }, host, {
    ...(signal === undefined ? {} : { signal }),
    onEvent: (event) => (json ? undefined : io.stdout(renderMaintenanceEvent(event))),
  });
  const done = `The database is back at ${snapshot}, and answers.`;
  io.stdout(json ? renderMaintenanceJson("rollback", result) : renderMaintenanceResult(result, done));
  return result.exitCode;
}

function parseOptions(argv: readonly string[], io: Io) {
  const read = readOptions(
    argv,
    io,
    { "discard-newer": { type: "boolean", default: false }, json: { type: "boolean", default: false } },
    true,
  );
  if (read === null) return null;
  const { values, positionals } = read;
  const [name = "", ...more] = positionals;
  if (!values.help && (name === "" || more.length > 0)) return null;
  // The full name, as `zfs list` prints it, is welcome too.
  const snapshot = name.slice(name.indexOf("@") + 1);
  return { snapshot, discardNewer: values["discard-newer"], json: values.json, help: values.help };
}
