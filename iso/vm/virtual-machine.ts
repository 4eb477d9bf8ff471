import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { buildStickDevice } from "./build-block-arguments.ts";
import { buildQemuArguments } from "./build-qemu-arguments.ts";
import { connectQmp } from "./connect-qmp.ts";
import { copyUefiVariables } from "./copy-uefi-variables.ts";
import { encodePng } from "./encode-png.ts";
import { type MachineSpec, networkCardId, stickId } from "./machine-spec.ts";
import { describeQemuExit, type QemuExit, QemuProcess } from "./qemu-process.ts";
import type { QmpClient } from "./qmp-client.ts";
import { RemoteShell } from "./remote-shell.ts";
import { type MachineOptions, resolveMachine } from "./resolve-machine.ts";
import { SerialConsole, type SerialMatch, type WaitOptions } from "./serial-console.ts";
import { writeSerialLog } from "./serial-log.ts";
import { boxStagePatterns, buildStages, findSerialProblems, type StagePattern } from "./serial-stages.ts";
import { within } from "./within.ts";

/**
 * A computer in QEMU: power, disks, stick, network, serial port, screen and SSH. The object outlives power cycles;
 * `destroy` (or `await using`) ends it. QEMU never outlives this process.
 */
export class VirtualMachine {
  readonly spec: MachineSpec;
  readonly serial = new SerialConsole(() => performance.now() / 1000);
  readonly #folder: string;
  readonly #endLog: () => void;
  #linkDown: boolean;
  #stickOut = false;
  #on = false;
  #process: QemuProcess | null = null;
  #qmp: QmpClient | null = null;
  /** The latest start of a QEMU, and the end of the last one there will be. */
  #launched: Promise<void> = Promise.resolve();
  #off: Promise<QemuExit | null> = Promise.resolve(null);
  #plugPulled = false;

  private constructor(spec: MachineSpec, folder: string, options: MachineOptions) {
    this.spec = spec;
    this.#folder = folder;
    this.#linkDown = options.linkDown ?? false;
    this.#endLog =
      options.serialLog === undefined ? () => {} : writeSerialLog(this.serial, options.serialLog);
  }

  /** A machine that is off. Disk files must exist already. */
  static async create(options: MachineOptions): Promise<VirtualMachine> {
    const folder = await mkdtemp(join(tmpdir(), "clawdie-vm-"));
    return new VirtualMachine(await resolveMachine(options, folder), folder, options);
  }

  /** On, and while one QEMU takes over from another at a restart, too. */
  get running(): boolean {
    return this.#on;
  }

  /** Process id of QEMU while it runs. */
  get pid(): number | null {
    return this.#process?.exit === null ? this.#process.pid : null;
  }

  /** Power on. @throws SetupError with QEMU's own words when it does not come up. */
  async start(): Promise<void> {
    if (this.running) throw new SetupError("the virtual machine is already on", "Stop it first.");
    if (this.spec.firmware === "uefi") await copyUefiVariables(this.spec.uefiVariables);
    this.serial.startPowerOn();
    this.#plugPulled = false;
    await this.#launch();
  }

  /** Start a QEMU and let its processors run. */
  #launch(): Promise<void> {
    this.#launched = this.#startQemu();
    // Whoever waits for it hears of a failure; nobody has to.
    this.#launched.catch(() => {});
    return this.#launched;
  }

  async #startQemu(): Promise<void> {
    await rm(this.spec.qmpSocket, { force: true });
    const started = await QemuProcess.start(buildQemuArguments(this.spec), (chunk) =>
      this.serial.feed(chunk),
    );
    this.#process = started;
    this.#on = true;
    this.#qmp = null;
    this.#off = started.exited.then((exit) => this.#afterExit(exit));
    const qmp = await connectQmp(started, this.spec.qmpSocket);
    this.#qmp = qmp;
    if (this.#linkDown) await qmp.execute("set_link", { name: networkCardId, up: false });
    if (this.#stickOut) await qmp.execute("device_del", { id: stickId });
    await qmp.execute("cont");
  }

  /** The guest's restart ends a QEMU that is to be started anew; any other end is the machine's. */
  async #afterExit(exit: QemuExit): Promise<QemuExit | null> {
    this.serial.flush();
    const reason = (await this.#qmp?.shutdownReason) ?? null;
    if (this.spec.restartAnew && !this.#plugPulled && reason?.endsWith("reset") === true) {
      return this.#launch().then(
        () => this.#off,
        (error: Error) => this.#end(exit, error),
      );
    }
    return this.#end(exit, describeQemuExit(exit));
  }

  #end(exit: QemuExit, error: Error): QemuExit {
    this.#on = false;
    this.serial.fail(error);
    return exit;
  }

  /** Press the power button, wait, then switch off hard. Says whether the guest went down by itself. */
  async stop(options: { timeoutSeconds?: number } = {}): Promise<"shut down" | "switched off"> {
    if (!this.running) return "shut down";
    await this.qmp("system_powerdown").catch(() => {});
    if ((await within(this.#off, options.timeoutSeconds ?? 60)) !== null) return "shut down";
    await this.qmp("quit").catch(() => {});
    if ((await within(this.#off, 20)) === null) await this.cutPower();
    return "switched off";
  }

  /** Pull the plug: SIGKILL. What the guest wrote stays in the host's cache; for lost writes see `writeLog`. */
  async cutPower(): Promise<void> {
    this.#plugPulled = true;
    await this.#launched.catch(() => {});
    this.#process?.kill();
    await this.#off;
  }

  /** The reset button. Serial waits look only at what comes after it. */
  async reset(): Promise<void> {
    this.serial.markHere();
    await this.qmp("system_reset");
  }

  /** Wait until the guest has powered itself off. @throws SetupError past the limit, or when QEMU failed. */
  async waitForPowerOff(options: { timeoutSeconds: number }): Promise<void> {
    const exit = await within(this.#off, options.timeoutSeconds);
    if (exit === null && this.running) {
      throw new SetupError(
        `still on after ${options.timeoutSeconds} s`,
        "Read the serial log: what is it waiting for?",
      );
    }
    if (exit !== null && exit.exitCode !== 0) throw describeQemuExit(exit);
  }

  /** Resolves when the machine is off, whatever the reason; at once when it is. */
  async whenOff(): Promise<void> {
    await this.#off;
  }

  /** Any command of the QEMU machine protocol. */
  async qmp(command: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    await this.#launched;
    if (this.#qmp === null || !this.running)
      throw new SetupError(`the virtual machine is off: cannot ${command}`, "Start it first.");
    return this.#qmp.execute(command, parameters);
  }

  /** Pull or plug in the network cable. The state is kept over power cycles. */
  async setLink(state: "up" | "down"): Promise<void> {
    this.#linkDown = state === "down";
    await this.qmp("set_link", { name: networkCardId, up: state === "up" });
  }

  /** Pull out a disk by its id, or the "stick"; waits until it is gone. The stick stays out over power cycles. */
  async unplug(device: string, options: { timeoutSeconds?: number } = {}): Promise<void> {
    await this.#launched;
    if (this.#qmp === null) throw new SetupError("the virtual machine is off", "Start it first.");
    const gone = this.#qmp.waitForEvent(
      "DEVICE_DELETED",
      ({ data }) => data?.device === device,
      options.timeoutSeconds ?? 30,
    );
    gone.catch(() => {});
    await this.qmp("device_del", { id: device });
    await gone;
    this.#stickOut ||= device === stickId;
  }

  /** Plug the stick in again after `unplug("stick")`. */
  async plugStick(): Promise<void> {
    if (this.spec.stick === null) throw new SetupError(`this machine has no ${stickId}`, "Give it one.");
    await this.qmp("device_add", buildStickDevice(this.spec.stick));
    this.#stickOut = false;
  }

  /** See `SerialConsole.waitFor`; fails at once when QEMU dies. */
  waitForSerial(pattern: RegExp | string, options: WaitOptions): Promise<SerialMatch> {
    const exit = this.#process?.exit ?? null;
    const waiting = this.serial.waitFor(pattern, options);
    if (!this.running && exit !== null) this.serial.fail(describeQemuExit(exit));
    return waiting;
  }

  /** Type into the serial console; end a line with "\n". */
  sendSerial(text: string): void {
    this.#process?.writeSerial(text);
  }

  /** Seconds since power-on of each stage of one power-on, default the latest. */
  stages(
    patterns: readonly StagePattern[] = boxStagePatterns,
    powerOn = this.serial.powerOn,
  ): Record<string, number> {
    const lines = this.serial.lines.filter((line) => line.powerOn === powerOn);
    return buildStages(lines, patterns);
  }

  /** Panics, oopses and segfaults seen on the serial port since the object was made. */
  serialProblems(): string[] {
    return findSerialProblems(this.serial.lines);
  }

  /** What the screen (tty1) shows now, as a PNG file. */
  async screenshot(file: string): Promise<void> {
    const picture = join(this.#folder, "screen.ppm");
    await this.qmp("screendump", { filename: picture });
    await writeFile(file, encodePng(await readFile(picture)));
    await rm(picture);
  }

  /** SSH into the machine, waiting for its sshd. `privateKey` is a file. */
  async ssh(
    privateKey: string,
    user: string,
    options: { timeoutSeconds?: number } = {},
  ): Promise<RemoteShell> {
    const port = this.spec.network.sshPort;
    if (port === null) throw new SetupError("this machine has no SSH port", "Leave out sshPort: null.");
    const key = await readFile(privateKey, "utf8");
    return RemoteShell.connect({
      port,
      user,
      privateKey: key,
      timeoutSeconds: options.timeoutSeconds ?? 120,
    });
  }

  /** Power off at once and remove what the object made for itself; disks, stick and serial log stay. */
  async destroy(): Promise<void> {
    await this.cutPower();
    this.#qmp?.close();
    this.#endLog();
    await rm(this.#folder, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.destroy();
  }
}
