/**
 * clawdie: the command of the box. From a checkout: npm run clawdie -- <command>.
 *
 *   check <setup.txt or folder>   judge a setup.txt as the box would
 *   explain [KEY]                 what a key of setup.txt means
 *   plan --setup F --facts F      the steps of an installation; nothing is touched
 *   facts                         what this machine is, as JSON
 *   status [--json]               how the box is (0 well, 1 not usable, 2 warnings)
 *   settings                      what this box was set to, secrets masked (root)
 *   alerts                        what the owner is told unasked; a trial message (root)
 *   audit [--json]                how this box is hardened, check by check (root)
 *   doctor [--fix]                what is wrong, why, and what helps (root)
 *   support-bundle                what helps to find a fault, without secrets (root)
 *   snapshots, rollback, maintenance-reboot   the database's snapshots; restarting with one (root)
 *   apply                         bring the box to its settings (root)
 *   install, firstboot, look      run by the stick and by the box themselves
 *   version, help
 */
import type { Io } from "./commands/io.ts";
import { refuseArguments } from "./commands/own-commands.ts";
import { renderException } from "./issues/exceptions.ts";

const help = `Usage: clawdie <command>

  check <setup.txt or folder>  judge a setup.txt as the box would
  explain [KEY]                what a key of setup.txt means
  profile                      what each profile stands for
  plan --setup F --facts F     the steps of an installation; nothing is touched
  facts                        what this machine is, as JSON
  status [--json]              how this box is
  settings                     what this box was set to, secrets masked (root)
  audit [--all]                how this box is hardened, check by check (root)
  doctor [--fix]               what is wrong, why, and what helps (root)
  alerts [test]                what the owner is told unasked
  support-bundle               what helps to find a fault, no secrets (root)
  snapshots [take]             the snapshots of the database
  rollback <snapshot>          the database back to a snapshot (root)
  maintenance-reboot           stop cleanly, take a snapshot, restart (root)
  apply [--setup F]            bring this box to its settings or a file's (root)
  version                      the version of this program

Each command explains itself with --help. The admin screen is: clawdie-admin
`;

/** Each command is loaded only when it is called: `check` and `status` start fast. */
const commands: Readonly<Record<string, (args: readonly string[], io: Io) => Promise<number>>> = {
  check: async (args, io) => (await import("./commands/check.ts")).runCheck(args, io),
  explain: async (args, io) => (await import("./commands/explain.ts")).runExplain(args, io),
  profile: async (args, io) => (await import("./commands/profile.ts")).runProfile(args, io),
  plan: async (args, io) => (await import("./commands/plan.ts")).runPlan(args, io),
  facts: async (args, io) => (await import("./commands/facts.ts")).runFacts(args, io),
  apply: async (args, io) =>
    (await import("../firstboot/commands.ts")).runApply(
      args,
      io,
      undefined,
      undefined,
      listenForInterruption,
    ),
  install: async (_args, io) => (await import("../firstboot/commands.ts")).runInstall(io),
  firstboot: async () => (await import("../firstboot/commands.ts")).runFirstBoot(),
  look: async () => (await import("../firstboot/daily-look.ts")).runDailyLook(),
};

/** Ctrl-C, a closed connection or a stopping service end a maintenance before its next step. */
function listenForInterruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => controller.abort());
  return controller.signal;
}

async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name = "help", ...args] = argv;
  if (["help", "--help", "-h"].includes(name)) {
    io.stdout(help);
    return 0;
  }
  if (["version", "--version"].includes(name)) {
    io.stdout(`${(await import("./status/program-version.ts")).programVersion}\n`);
    return 0;
  }
  const refused = refuseArguments(name, args, io);
  if (refused !== null) return refused;
  const { boxCommands } = await import("./commands/box-commands.ts");
  if (Object.hasOwn(boxCommands, name)) {
    return (await boxCommands[name]?.(args, io, listenForInterruption)) ?? 70;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    io.stderr(`clawdie: there is no command "${name}"\n\n${help}`);
    return 64;
  }
  return command(args, io);
}

if (import.meta.main) {
  let isUnread = false;
  // Whoever read us is gone: a closed screen, a lost connection. Without this, writing would end a maintenance half way.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", () => {
      isUnread = true;
    });
  }
  const io: Io = {
    isUnread: () => isUnread,
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    cwd: () => process.cwd(),
    color: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
    env: process.env,
  };
  try {
    process.exitCode = await main(process.argv.slice(2), io);
  } catch (error) {
    io.stderr(`${renderException(error, null)}\n`);
    process.exitCode = 70;
  }
}
