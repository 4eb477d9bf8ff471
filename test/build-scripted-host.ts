import type { Host, RunOptions } from "../setup/host/host.ts";
import { createLinuxHost } from "../setup/host/linux-host.ts";
import { CommandError } from "../setup/issues/exceptions.ts";

/** What a command line answers: text is its output, a number its exit code. */
export type Script = (line: string) => string | number;

/** A host whose commands are scripted and whose sleeps take no time; files are those below `root`. */
export function buildScriptedHost(script: Script, root = "/nonexistent"): { host: Host; lines: string[] } {
  const lines: string[] = [];
  const run: Host["run"] = async (command, args, options: RunOptions = {}) => {
    const line = [command, ...args].join(" ");
    lines.push(line);
    const answer = script(line);
    const exitCode = typeof answer === "number" ? answer : 0;
    if (!(options.allowExit ?? [0]).includes(exitCode)) throw new CommandError(line, exitCode, "refused");
    return { exitCode, stdout: typeof answer === "string" ? answer : "", stderr: "" };
  };
  const host: Host = { ...createLinuxHost(root), run, sleep: async () => {} };
  return { host, lines };
}
