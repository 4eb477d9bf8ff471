import { execa } from "execa";
import { CommandError } from "../issues/exceptions.ts";
import { revealText } from "../issues/secret.ts";
import { readAccountNames } from "./account-names.ts";
import type { RunOptions, RunResult } from "./host.ts";

const defaultTimeoutSeconds = 600;
const stderrLines = 20;

/** Runs a command without a shell and with a clean environment: nothing of ours leaks into what we start.
 *  @param searchPath PATH for the command.
 *  @throws CommandError as described at `Host.run`. */
export async function runCommand(
  root: string,
  searchPath: string,
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const account = options.user === undefined ? null : await findAccount(root, options);
  const [file = command, ...rest] = wrapCommand(root, [command, ...args], options, account);
  const input = options.input === undefined ? undefined : revealText(options.input);
  const result = await execa(file, rest, {
    reject: false,
    extendEnv: false,
    stripFinalNewline: false,
    encoding: options.binaryOutput === true ? "latin1" : "utf8",
    env: {
      PATH: searchPath,
      LC_ALL: "C",
      HOME: account?.home ?? "/root",
      ...(account === null ? {} : { USER: account.name, LOGNAME: account.name }),
      ...options.env,
    },
    ...(input === undefined ? { stdin: "ignore" } : { input }),
    // An account may not be allowed to enter the folder this process runs in.
    cwd: options.cwd ?? "/",
    // execa takes whole milliseconds only.
    timeout: Math.ceil((options.timeoutSeconds ?? defaultTimeoutSeconds) * 1000),
    forceKillAfterDelay: 5000,
  });
  const { exitCode } = result;
  if (exitCode === undefined || !(options.allowExit ?? [0]).includes(exitCode)) {
    const label = [command, ...args].join(" ");
    throw new CommandError(label, exitCode ?? null, tailLines(result.stderr || (result.shortMessage ?? "")));
  }
  return { exitCode, stdout: result.stdout, stderr: result.stderr };
}

function findAccount(root: string, options: RunOptions) {
  return readAccountNames(options.chroot === true ? root : "/").then((names) =>
    names.account(options.user ?? ""),
  );
}

/** Adds the programs that change root and account in front of the command. */
function wrapCommand(
  root: string,
  line: readonly string[],
  options: RunOptions,
  account: { uid: number; gid: number } | null,
): string[] {
  const asAccount =
    account === null
      ? line
      : ["setpriv", `--reuid=${account.uid}`, `--regid=${account.gid}`, "--init-groups", ...line];
  return options.chroot === true && root !== "/" ? ["chroot", root, ...asAccount] : [...asAccount];
}

function tailLines(text: string): string {
  return text.trimEnd().split("\n").slice(-stderrLines).join("\n");
}
