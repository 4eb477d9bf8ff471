import { runAudit } from "../audit/run-audit.ts";
import { buildDiagnoses, listFixes } from "../doctor/build-diagnoses.ts";
import type { Diagnosis } from "../doctor/diagnosis.ts";
import { renderDiagnoses, renderFixes } from "../doctor/render-doctor.ts";
import { type FixActions, type FixResult, runFixes } from "../doctor/run-fixes.ts";
import type { Host } from "../host/host.ts";
import { SetupError } from "../issues/exceptions.ts";
import { maintenanceExits } from "../maintenance/maintenance-exits.ts";
import {
  type HoldMaintenanceLock,
  holdMaintenanceLock,
  isMaintenanceUnderWay,
  runAlone,
  underWay,
} from "../maintenance/maintenance-lock.ts";
import { readBootId } from "../maintenance/maintenance-record.ts";
import { gatherStatus, type StatusDeps } from "../status/gather-status.ts";
import { createStatusDeps } from "../status/status-deps.ts";
import type { Io } from "./io.ts";
import { readOptions } from "./read-options.ts";
import { requireRoot } from "./require-root.ts";

const usage = `Usage: sudo clawdie doctor [--fix] [--quick] [--json]

Explains what is wrong and what helps: from status, from what the handoff last
verified, and from the audit (not with --quick). Changes nothing without --fix.
--fix takes a snapshot first and does only what is shown beside each problem:
restart a service, set permissions, clawdie apply.
While a maintenance reboot or a rollback is under way, it does nothing: what is
stopped then is stopped on purpose.
Exit code 0: nothing is wrong (any more), 1: something is, 2: there are warnings
only, 18: a maintenance is under way, 64: usage, 77: not root.
`;

export interface DoctorDeps {
  readonly status: StatusDeps;
  readonly actions: FixActions;
  readonly hold: HoldMaintenanceLock;
}

/** The command `clawdie doctor`; answers its exit code. */
export async function runDoctor(
  argv: readonly string[],
  io: Io,
  host: Host,
  deps: DoctorDeps = createDeps(host, io),
): Promise<number> {
  const options = parseOptions(argv, io);
  if (options === null || options.help) {
    (options === null ? io.stderr : io.stdout)(usage);
    return options === null ? 64 : 0;
  }
  if (!(await requireRoot("doctor", host, io))) return 77;
  if (options.fix) return runAlone(() => examine(options, io, host, deps), io, deps.hold);
  if (await isMaintenanceUnderWay(deps.hold)) {
    io.stderr(`${underWay}: what is stopped now is stopped on purpose.\nSee: clawdie status\n`);
    return maintenanceExits.busy;
  }
  return examine(options, io, host, deps);
}

async function examine(
  options: NonNullable<ReturnType<typeof parseOptions>>,
  io: Io,
  host: Host,
  deps: DoctorDeps,
): Promise<number> {
  const say = (text: string) => (options.json ? undefined : io.stdout(text));
  let diagnoses = await diagnose(host, deps, options.quick);
  say(renderDiagnoses(diagnoses, io.color));
  const fixes = options.fix ? listFixes(diagnoses) : [];
  let fixed: { snapshot: string; results: FixResult[] } | null = null;
  if (fixes.length > 0) {
    try {
      fixed = await runFixes(fixes, host, deps.actions);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      io.stderr(`clawdie doctor: ${error.message}\n${error.hint}\n`);
      return 1;
    }
    say(`\n${renderFixes(fixed.snapshot, fixed.results)}\nLooking again:\n\n`);
    diagnoses = await diagnose(host, deps, options.quick);
    say(renderDiagnoses(diagnoses, io.color));
  }
  if (options.json) io.stdout(`${JSON.stringify({ schema: 1, diagnoses, fixed }, null, 2)}\n`);
  // As `clawdie status` has it.
  if (diagnoses.some(({ severity }) => severity === "failed")) return 1;
  return diagnoses.length > 0 ? 2 : 0;
}

async function diagnose(host: Host, deps: DoctorDeps, quick: boolean): Promise<Diagnosis[]> {
  const status = await gatherStatus(host, deps.status);
  const audit = quick ? null : await runAudit(host);
  return buildDiagnoses(status, audit, await readBootId(host));
}

function createDeps(host: Host, io: Io): DoctorDeps {
  const apply = async () => {
    const { provision } = await import("../../firstboot/provision.ts");
    const { report } = await provision(host, () => undefined, io.stderr);
    return report.failure?.message ?? null;
  };
  return { status: createStatusDeps(), actions: { apply }, hold: holdMaintenanceLock };
}

function parseOptions(argv: readonly string[], io: Io) {
  return (
    readOptions(argv, io, {
      fix: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    })?.values ?? null
  );
}
