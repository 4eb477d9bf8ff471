import type { Io } from "../setup/commands/io.ts";
import { readSeedFile } from "../setup/config/read-seed-file.ts";
import { createLinuxHost } from "../setup/host/linux-host.ts";
import { renderException } from "../setup/issues/exceptions.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import { createConsoles } from "./consoles.ts";
import { replaceSettings, stopForNewSettings } from "./corrected-seed.ts";
import { firstBoot } from "./first-boot.ts";
import { install } from "./install.ts";
import { createProgress } from "./progress.ts";
import { provision } from "./provision.ts";

/** `clawdie install`: what the stick runs. Stays when it stopped, so that the service is not started again. */
export async function runInstall(): Promise<number> {
  const machine = createLinuxHost();
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

const applyUsage = `Usage: clawdie apply [--setup <setup.txt>]

Brings this box to its settings; with --setup, to those of the file, which replace the present ones.
Exit code 0: done, 1: a step failed, 2: the file is not usable (nothing was changed), 64: usage.
`;

/** `clawdie apply`: provisioning by hand, with its progress on this terminal. */
export async function runApply(args: readonly string[], io: Io): Promise<number> {
  const [option, path, ...others] = args;
  if (args.length > 0 && (option !== "--setup" || path === undefined || others.length > 0)) {
    io.stderr(applyUsage);
    return 64;
  }
  const machine = createLinuxHost();
  if (path !== undefined) {
    const file = await readSeedFile(path);
    const look =
      file.bytes === null
        ? { outcome: "refused", issues: file.issues }
        : await replaceSettings(file.bytes, machine);
    for (const { severity, line, message, hint } of look.issues) {
      io.stderr(`${severity}${line === null ? "" : `, line ${line}`}: ${message} ${hint}\n`);
    }
    if (look.outcome === "refused") return 2;
    await stopForNewSettings(machine);
  }
  const onEvent = createProgress((line) => io.stdout(`${line}\n`));
  const { report } = await provision(machine, onEvent);
  return report.failure === null ? 0 : 1;
}
