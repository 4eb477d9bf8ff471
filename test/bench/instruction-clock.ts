import { setTimeout } from "node:timers/promises";
import type { VirtualMachine } from "../../iso/vm/virtual-machine.ts";

export interface ClockSample {
  /** Of the serial console's clock. */
  readonly seconds: number;
  /** Instructions since some moment, in 10^9. */
  readonly instructions: number;
}

/** Of a machine with `countInstructions`, in 10^9: 2 ns of its clock each. */
export const instructionsPerSecond = 0.5;
/** Between two looks, in milliseconds. */
const interval = 250;

/**
 * The instructions that a machine with `countInstructions` executed, both processors together: the same on a fast host
 * and on one whose processors are taken away for a while. Read from the machine's hardware clock, which goes on in whole
 * seconds: right to one second, half of 10^9 instructions. While every processor sleeps it goes on as a clock on the wall.
 */
export class InstructionClock implements Disposable {
  readonly #samples: ClockSample[] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #machine: Pick<VirtualMachine, "running">;

  /** @param machine a machine that is off: from its start on it is watched. */
  constructor(machine: Pick<VirtualMachine, "serial" | "running" | "qmp">) {
    this.#machine = machine;
    const take = async () => {
      const property = { path: "/machine", property: "rtc-time" };
      const answer = machine.running ? await machine.qmp("qom-get", property).catch(() => null) : null;
      if (answer === null) return;
      const instructions = parseRtcTime(answer) * instructionsPerSecond;
      this.#samples.push({ seconds: machine.serial.seconds, instructions });
    };
    this.#timer = setInterval(() => void take(), interval);
  }

  /** Instructions between two times of the serial console, in 10^9. */
  between(from: number, to: number): number {
    return instructionsAt(this.#samples, to) - instructionsAt(this.#samples, from);
  }

  /** Resolves when the clock was read after this moment: only then it can say what was until now. */
  async settle(): Promise<void> {
    const read = this.#samples.length;
    // The one that is under way may have been asked before.
    while (this.#machine.running && this.#samples.length < read + 2) await setTimeout(interval);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

/** Between two samples it is taken as even; not a number outside of them. Pure. */
export function instructionsAt(samples: readonly ClockSample[], seconds: number): number {
  const after = samples.findIndex((sample) => sample.seconds >= seconds);
  const [before, next] = [samples[after - 1], samples[after]];
  if (next === undefined) return Number.NaN;
  if (next.seconds === seconds) return next.instructions;
  if (before === undefined) return Number.NaN;
  const share = (seconds - before.seconds) / (next.seconds - before.seconds);
  return before.instructions + share * (next.instructions - before.instructions);
}

/** Seconds since 1970 of QEMU's broken-down time (`struct tm`, as its `rtc-time` property gives it). Pure. */
export function parseRtcTime(answer: unknown): number {
  const tm = answer as Record<"tm_year" | "tm_mon" | "tm_mday" | "tm_hour" | "tm_min" | "tm_sec", number>;
  return Date.UTC(tm.tm_year + 1900, tm.tm_mon, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec) / 1000;
}
