import { execa } from "execa";

/** Run a build tool; its output is shown only when it fails. @throws Error with the last lines of its output. */
export async function runTool(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: Readonly<Record<string, string>>; input?: string } = {},
): Promise<string> {
  const result = await execa(command, args, {
    reject: false,
    all: true,
    env: { LC_ALL: "C.UTF-8", ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.input === undefined ? {} : { input: options.input }),
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.exitCode !== 0) {
    const tail = result.all.split("\n").slice(-25).join("\n");
    throw new Error(
      `${command} failed (exit code ${result.exitCode ?? "none"}: ${result.shortMessage ?? ""})\n${tail}`,
    );
  }
  return result.stdout;
}

/** `producer | consumer`, both checked. */
export async function pipeTools(
  producer: readonly [string, readonly string[]],
  consumer: readonly [string, readonly string[]],
): Promise<void> {
  await execa(producer[0], producer[1], { buffer: { stdout: false } }).pipe(consumer[0], consumer[1]);
}
