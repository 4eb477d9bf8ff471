import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { gatherStatus, type StatusDeps } from "../status/gather-status.ts";
import { renderStatus } from "../status/render-status.ts";
import { createStatusDeps } from "../status/status-deps.ts";
import type { Io } from "./io.ts";
import { readOptions } from "./read-options.ts";

const usage = `Usage: clawdie status [--json [--every <seconds>]]

Shows how the box is. --every prints it again and again, one line of JSON each,
until nobody reads it any more.
Exit code 0: all well, 1: not usable, 2: usable with warnings, 64: usage.
`;

const exitCodes = { ok: 0, failed: 1, warning: 2 } as const;

/** The command `clawdie status`; answers its exit code. */
export async function runStatus(
  argv: readonly string[],
  io: Io,
  host: Host,
  deps: StatusDeps = createStatusDeps(),
): Promise<number> {
  const options = parseOptions(argv, io);
  if (options === null) {
    io.stderr(usage);
    return 64;
  }
  if (options.help) {
    io.stdout(usage);
    return 0;
  }
  if (options.everySeconds !== null) return repeatStatus(options.everySeconds, io, host, deps);
  // Programs get the whole status; a person at the wrong computer would get a page of errors.
  if (!options.json && (await host.stat(boxLayout.setupFile)) === null) {
    io.stderr(`clawdie status: ${boxLayout.setupFile} is missing: this is not an installed box\n`);
    return exitCodes.failed;
  }
  const status = await gatherStatus(host, deps);
  io.stdout(options.json ? `${JSON.stringify(status, null, 2)}\n` : renderStatus(status, io.color));
  return exitCodes[status.state];
}

/** One process for as long as somebody watches: starting one costs more than looking. */
async function repeatStatus(seconds: number, io: Io, host: Host, deps: StatusDeps): Promise<number> {
  while (io.isUnread?.() !== true) {
    io.stdout(`${JSON.stringify(await gatherStatus(host, deps))}\n`);
    await host.sleep(seconds);
  }
  return 0;
}

const slowest = 3600;

/** Null when the arguments make no sense. */
function parseOptions(argv: readonly string[], io: Io) {
  const options = readOptions(argv, io, {
    json: { type: "boolean", default: false },
    every: { type: "string" },
  })?.values;
  if (options === undefined) return null;
  const { json, help, every } = options;
  if (every === undefined) return { json, help, everySeconds: null };
  const seconds = /^\d{1,4}$/.test(every) ? Number(every) : 0;
  return json && seconds >= 1 && seconds <= slowest ? { json, help, everySeconds: seconds } : null;
}
