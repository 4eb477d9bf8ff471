import { spawn } from "node:child_process";
import { CommandError } from "../../setup/issues/exceptions.ts";

export interface ProgramOptions {
  readonly input?: Buffer | string;
  readonly allowExit?: readonly number[];
}

export interface ProgramResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Run a tool of the host without a shell. @throws CommandError when it is missing or its exit code is not allowed. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  const { input = "", allowExit = [0] } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk) => stdout.push(chunk));
    child.stderr.on("data", (chunk) => stderr.push(chunk));
    child.stdin.on("error", () => {});
    child.once("error", (cause) => reject(new CommandError(command, null, String(cause), { cause })));
    child.once("close", (exitCode) => {
      const words = Buffer.concat(stderr).toString();
      if (exitCode === null || !allowExit.includes(exitCode)) {
        const tail = words.trimEnd().split("\n").slice(-20).join("\n");
        const cause = new Error(tail === "" ? "no message" : tail);
        reject(new CommandError([command, ...args].join(" "), exitCode, tail, { cause }));
      } else resolve({ exitCode, stdout: Buffer.concat(stdout), stderr: words });
    });
    child.stdin.end(input);
  });
}
