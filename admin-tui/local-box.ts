import { hostname } from "node:os";
import { createInterface } from "node:readline";
import { execa, type Options } from "execa";
import type { Box, BoxResult, BoxRunOptions, FollowedCommand } from "./box.ts";

const defaultTimeoutSeconds = 600;
const timeoutExit = 124;
/** As a shell says it of a program that is not there. */
const notFoundExit = 127;
/** A shell adds the signal's number: 128 + SIGTERM. */
const endedExit = 143;

/**
 * This machine. Root needs no sudo, so that a machine without it is a box for root all the same.
 * @param isRoot Whether this process is root's. @param env Environment of the commands.
 */
export function createLocalBox(isRoot: boolean, env: Readonly<Record<string, string | undefined>>): Box {
  const options = {
    reject: false,
    stripFinalNewline: false,
    extendEnv: false,
    // No colors, and messages in their own words.
    env: { ...env, LC_ALL: "C.UTF-8", NO_COLOR: "1" },
    // A session without our terminal: nothing asks on it, changes its mode or writes over the screen.
    detached: true,
  } as const satisfies Options;
  const strip = (argv: readonly string[]) => (isRoot && argv[0] === "sudo" ? argv.slice(2) : argv);
  return {
    title: hostname(),
    run: (argv, asked = {}) => run(strip(argv), options, asked),
    follow: (argv, onLine) => follow(strip(argv), options, onLine),
    close: async () => {},
  };
}

async function run(argv: readonly string[], options: Options, asked: BoxRunOptions): Promise<BoxResult> {
  const [file = "", ...args] = argv;
  const { input, timeoutSeconds = defaultTimeoutSeconds } = asked;
  const child = execa(file, args, { ...options, ...(input === undefined ? { stdin: "ignore" } : { input }) });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stopCommand(child.pid);
  }, timeoutSeconds * 1000);
  const result = await child;
  clearTimeout(timer);
  const stderr = String(result.stderr ?? "") || (result.failed ? (result.shortMessage ?? "") : "");
  return { code: late ? timeoutExit : readCode(result), stdout: String(result.stdout ?? ""), stderr };
}

function follow(argv: readonly string[], options: Options, onLine: (line: string) => void): FollowedCommand {
  const [file = "", ...args] = argv;
  const child = execa(file, args, { ...options, stdin: "ignore", buffer: false });
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null && stream !== undefined);
  const read = streams.map(
    (input) =>
      new Promise<void>((resolve) =>
        createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
          .on("line", onLine)
          .on("close", resolve),
      ),
  );
  const finish = async (): Promise<number> => {
    const [result] = await Promise.all([child, ...read]);
    const code = readCode(result);
    if (code === notFoundExit && result.failed) onLine(result.shortMessage ?? "");
    return code;
  };
  return { done: finish(), stop: () => stopCommand(child.pid) };
}

function readCode(result: {
  readonly exitCode?: number | undefined;
  readonly isTerminated?: boolean | undefined;
}): number {
  if (result.exitCode !== undefined) return result.exitCode;
  return result.isTerminated === true ? endedExit : notFoundExit;
}

/** The command and what it started. What sudo runs is root's: only root may end it. */
function stopCommand(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGTERM");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return;
    void execa("sudo", ["-n", "kill", "-TERM", "--", `-${pid}`], { reject: false, stdin: "ignore" });
  }
}
