import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { SetupError } from "../../setup/issues/exceptions.ts";

export interface QemuExit {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last 20 lines QEMU wrote to standard error. */
  readonly stderrTail: string;
}

/**
 * One running QEMU. It dies with its parent: `setpriv --pdeathsig` covers a parent that was killed, the exit hook a
 * parent that ended with an exception.
 */
export class QemuProcess {
  readonly pid: number;
  /** Resolves when the process is gone, however it went. */
  readonly exited: Promise<QemuExit>;
  readonly #child: ChildProcessWithoutNullStreams;
  #exit: QemuExit | null = null;

  private constructor(child: ChildProcessWithoutNullStreams, pid: number) {
    this.#child = child;
    this.pid = pid;
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-16_384);
    });
    child.stdin.on("error", () => {});
    const endWithParent = (): void => this.kill();
    process.once("exit", endWithParent);
    this.exited = new Promise((resolve) => {
      child.once("close", (exitCode, signal) => {
        process.off("exit", endWithParent);
        const stderrTail = stderr.trimEnd().split("\n").slice(-20).join("\n");
        this.#exit = { exitCode, signal, stderrTail };
        resolve(this.#exit);
      });
    });
  }

  /** @throws SetupError when the program is not there. */
  static async start(
    qemuArguments: readonly string[],
    onSerial: (chunk: Buffer) => void,
  ): Promise<QemuProcess> {
    const program = ["--pdeathsig", "KILL", "--", "qemu-system-x86_64", ...qemuArguments];
    const child = spawn("setpriv", program, { stdio: "pipe" });
    child.stdout.on("data", onSerial);
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", (cause) =>
        reject(
          new SetupError("QEMU could not be started", "Install qemu-system-x86 and util-linux.", { cause }),
        ),
      );
    });
    if (child.pid === undefined) throw new SetupError("QEMU could not be started", "It has no process id.");
    return new QemuProcess(child, child.pid);
  }

  /** How it ended, or null while it runs. */
  get exit(): QemuExit | null {
    return this.#exit;
  }

  /** Type into the guest's serial port. */
  writeSerial(text: string): void {
    this.#child.stdin.write(text);
  }

  /** SIGKILL, for this very process only. */
  kill(): void {
    if (this.#exit === null) this.#child.kill("SIGKILL");
  }
}

/** What to tell when QEMU ended although nobody asked it to. */
export function describeQemuExit(exit: QemuExit): SetupError {
  const how = exit.signal === null ? `exit code ${exit.exitCode}` : `signal ${exit.signal}`;
  const words = exit.stderrTail === "" ? "it said nothing" : exit.stderrTail;
  return new SetupError(
    `the virtual machine is gone (${how}): ${words}`,
    "Read QEMU's message and the serial log.",
  );
}
