import type { Host } from "../host/host.ts";
import { gatherStatus, type StatusDeps } from "../status/gather-status.ts";
import { renderStatus } from "../status/render-status.ts";
import { createStatusDeps } from "../status/status-deps.ts";
import type { Io } from "./io.ts";
import { readOptions } from "./read-options.ts";

const usage = `Usage: clawdie status [--json]

Shows how the box is. Exit code 0: all well, 1: not usable, 2: usable with warnings, 64: usage.
`;

const exitCodes = { ok: 0, failed: 1, warning: 2 } as const;

/** The command `clawdie status`; answers its exit code. */
export async function runStatus(
  argv: readonly string[],
  io: Io,
  host: Host,
  deps: StatusDeps = createStatusDeps(),
): Promise<number> {
  const options = readOptions(argv, { json: { type: "boolean", default: false } })?.values;
  if (options === undefined) {
    io.stderr(usage);
    return 64;
  }
  if (options.help) {
    io.stdout(usage);
    return 0;
  }
  const status = await gatherStatus(host, deps);
  io.stdout(options.json ? `${JSON.stringify(status, null, 2)}\n` : renderStatus(status, io.color));
  return exitCodes[status.state];
}
