import type { Io } from "../setup/commands/io.ts";
import { requireRoot } from "../setup/commands/require-root.ts";
import { readSeedFile } from "../setup/config/read-seed-file.ts";
import { isLive } from "../setup/facts/gather-facts.ts";
import type { Host } from "../setup/host/host.ts";
import { createLinuxHost } from "../setup/host/linux-host.ts";
import { renderException } from "../setup/issues/exceptions.ts";
import {
  type HoldMaintenanceLock,
  holdMaintenanceLock,
  runAlone,
} from "../setup/maintenance/maintenance-lock.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import { createConsoles } from "./consoles.ts";
import { leaveToFirstBoot, replaceSettings, stopForNewSettings } from "./corrected-seed.ts";
import { firstBoot } from "./first-boot.ts";
import { install } from "./install.ts";
import { createProgress } from "./progress.ts";
import { provision } from "./provision.ts";

/** `clawdie install`: what the stick runs. Stays when it stopped, so that the service is not started again. */
export async function runInstall(io: Io, machine: Host = createLinuxHost()): Promise<number> {
  // Typed anywhere else, it would look for a disk of that computer.
  if (!(await isLive(machine))) {
    io.stderr("clawdie install: this computer was not started from the Clawdie stick\n");
    return 64;
  }
  const consoles = createConsoles();
  try {
    if ((await install(machine, consoles)) === "restart") {
      await machine.run("sync", []);
      await machine.run("reboot", ["-d", "-f"]);
      return 3;
    }
    return 2;
  } catch (error) {
    await consoles.print(renderException(error, "/run/clawdie/install.jsonl"));
    await consoles.report(
      'clawdie: RESULT {"schema":1,"stage":"install","state":"stopped","kind":"internal-error","codes":[]}',
    );
    return 70;
  }
}

/** `clawdie firstboot`: what the box runs at every boot. */
export async function runFirstBoot(): Promise<number> {
  const consoles = createConsoles();
  try {
    const machine = createLinuxHost();
    if ((await firstBoot(machine, consoles)) === "ready") return 0;
    await machine.run("shutdown", ["-r", "now"], { timeoutSeconds: 60 });
    return 3;
  } catch (error) {
    await consoles.print(renderException(error, boxLayout.journal));
    await consoles.report(
      'clawdie: RESULT {"schema":1,"stage":"firstboot","state":"stopped","kind":"internal-error","codes":[]}',
    );
    return 70;
  }
}

const applyUsage = `Usage: sudo clawdie apply [--setup <setup.txt>]

Brings this box to its settings; with --setup, to those of the file, which
replace the present ones. Shows only what it had to do.
While a maintenance reboot or a rollback is under way, it does nothing: it would
start what was stopped on purpose.
Exit code 0: done, 1: a step failed, 2: the file is not usable (nothing was
changed), 18: a maintenance is under way, 64: usage, 77: not root.
`;

/** `clawdie apply`: provisioning by hand, with its progress on this terminal. */
export async function runApply(
  args: readonly string[],
  io: Io,
  machine: Host = createLinuxHost(),
  hold: HoldMaintenanceLock = holdMaintenanceLock,
  listen: () => AbortSignal = () => new AbortController().signal,
): Promise<number> {
  const [option, path, ...others] = args;
  if (args.length === 1 && (option === "--help" || option === "-h")) {
    io.stdout(applyUsage);
    return 0;
  }
  if (args.length > 0 && (option !== "--setup" || path === undefined || others.length > 0)) {
    io.stderr(applyUsage);
    return 64;
  }
  if (!(await requireRoot("apply", machine, io))) return 77;
  return await runAlone(
    () => (path === undefined ? apply(io, machine) : applySetup(path, io, machine, listen)),
    io,
    hold,
  );
}

/** From the moment services are stopped for it, neither Ctrl-C nor a closed connection leaves them stopped. */
async function applySetup(path: string, io: Io, machine: Host, listen: () => AbortSignal): Promise<number> {
  const file = await readSeedFile(path);
  const look =
    file.bytes === null
      ? { outcome: "refused", issues: file.issues }
      : await replaceSettings(file.bytes, machine);
  for (const { severity, line, message, hint } of look.issues) {
    io.stderr(`${severity}${line === null ? "" : `, line ${line}`}: ${message} ${hint}\n`);
  }
  if (look.outcome === "refused") return 2;
  listen().addEventListener("abort", () => io.stderr("The new settings are in: this goes on to its end.\n"));
  let code = 1;
  try {
    await stopForNewSettings(machine);
    code = await apply(io, machine);
  } finally {
    if (code !== 0) {
      io.stderr("The box tries again by itself, every minute: clawdie status shows how it goes.\n");
      await leaveToFirstBoot(machine);
    }
  }
  return code;
}

async function apply(io: Io, machine: Host): Promise<number> {
  const onEvent = createProgress((line) => io.stdout(`${line}\n`));
  const { report } = await provision(machine, onEvent, io.stderr);
  return report.failure === null ? 0 : 1;
}
