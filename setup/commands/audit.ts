import { renderAudit } from "../audit/render-audit.ts";
import { runAudit } from "../audit/run-audit.ts";
import type { Host } from "../host/host.ts";
import { SetupError } from "../issues/exceptions.ts";
import type { Io } from "./io.ts";
import { readOptions } from "./read-options.ts";
import { requireRoot } from "./require-root.ts";

const usage = `Usage: sudo clawdie audit [--all] [--json]

Checks how this very box is hardened: secrets, network, SSH, accounts, database,
storage, services, kernel, system. Reads only. Takes a minute or two: every file
of every package is compared. --all also shows what passes, with what was seen.
Exit code 0: no failures, 1: failures, 64: usage, 70: no installed box, 77: not root.
`;

/** The command `clawdie audit`; answers its exit code. */
export async function runAuditCommand(argv: readonly string[], io: Io, host: Host): Promise<number> {
  const options = parseOptions(argv, io);
  if (options === null || options.help) {
    (options === null ? io.stderr : io.stdout)(usage);
    return options === null ? 64 : 0;
  }
  if (!(await requireRoot("audit", host, io))) return 77;
  try {
    const report = await runAudit(host);
    io.stdout(
      options.json ? `${JSON.stringify(report, null, 2)}\n` : renderAudit(report, io.color, options.all),
    );
    return report.failed === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    io.stderr(`clawdie audit: ${error.message}\n${error.hint}\n`);
    return 70;
  }
}

function parseOptions(argv: readonly string[], io: Io) {
  return (
    readOptions(argv, io, {
      all: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    })?.values ?? null
  );
}
