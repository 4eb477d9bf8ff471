import type { Host } from "../host/host.ts";
import { CommandError, SetupError } from "../issues/exceptions.ts";
import { buildRetentionPlan, buildSnapshotPlan } from "../maintenance/build-maintenance-plan.ts";
import { runPlan } from "../maintenance/maintenance-run.ts";
import {
  buildSnapshotName,
  keptSnapshots,
  listSnapshots,
  type Snapshot,
  selectExpired,
} from "../maintenance/snapshots.ts";
import { formatBytes, formatTime } from "../status/format-figures.ts";
import type { Io } from "./io.ts";
import { readOptions } from "./read-options.ts";
import { requireRoot } from "./require-root.ts";

const usage = `Usage: clawdie snapshots [--json]
       sudo clawdie snapshots take [--json]

Lists the snapshots of the database, or takes one now: data and log in the same
moment, while everything runs. The newest ${keptSnapshots} are kept; others of ours are removed.
Exit code 0: done, 1: failed, 64: usage, 77: not root.
`;

/** The command `clawdie snapshots`; answers its exit code. */
export async function runSnapshots(argv: readonly string[], io: Io, host: Host): Promise<number> {
  const options = parseOptions(argv, io);
  if (options === null || options.help) {
    (options === null ? io.stderr : io.stdout)(usage);
    return options === null ? 64 : 0;
  }
  if (options.take && !(await requireRoot("snapshots take", host, io))) return 77;
  try {
    const taken = options.take ? await takeSnapshot(host) : null;
    const snapshots = await listSnapshots(host);
    const json = { schema: 1, keep: keptSnapshots, taken, snapshots };
    io.stdout(options.json ? `${JSON.stringify(json, null, 2)}\n` : renderSnapshots(snapshots, taken));
    return 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    const [reason, cure] =
      error instanceof CommandError
        ? [
            `ZFS does not show them: ${error.stderrTail}`,
            "Look with: zfs list -t snapshot, on the box itself",
          ]
        : [error.message, error.hint];
    io.stderr(`clawdie snapshots: ${reason}\n${cure}\n`);
    return 1;
  }
}

/** @throws SetupError when there is none afterwards; old ones are removed only after it. */
async function takeSnapshot(host: Host): Promise<string> {
  const name = buildSnapshotName("manual", host.now());
  const { failure } = await runPlan(buildSnapshotPlan(name), host, {});
  if (failure !== null) throw new SetupError(failure.stderrTail ?? failure.message, failure.hint);
  const expired = selectExpired(await listSnapshots(host)).map((snapshot) => snapshot.name);
  await runPlan(buildRetentionPlan(expired), host, {});
  return name;
}

/** Newest first. Pure. */
export function renderSnapshots(snapshots: readonly Snapshot[], taken: string | null): string {
  const head = taken === null ? "" : `Taken: ${taken}\n\n`;
  if (snapshots.length === 0) return `${head}There are no snapshots of the database.\n`;
  const width = Math.max(8, ...snapshots.map(({ name }) => name.length));
  const rows = snapshots.toReversed().map(({ name, createdAt, usedBytes, complete }) => {
    const note = complete ? "" : "  incomplete";
    return `${name.padEnd(width)}  ${formatTime(createdAt)}  ${formatBytes(usedBytes).padStart(8)}${note}`;
  });
  const titles = `${"SNAPSHOT".padEnd(width)}  ${"TAKEN".padEnd(20)}  ${"USES".padStart(8)}`;
  return `${head}${titles}\n${rows.join("\n")}\n\nBack to one: sudo clawdie rollback <snapshot>\n`;
}

function parseOptions(argv: readonly string[], io: Io) {
  const read = readOptions(argv, io, { json: { type: "boolean", default: false } }, true);
  if (read === null) return null;
  const { values, positionals } = read;
  const take = positionals.length === 1 && positionals[0] === "take";
  return positionals.length > 0 && !take ? null : { ...values, take };
}
