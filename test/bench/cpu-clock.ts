import { readFileSync } from "node:fs";
import type { VirtualMachine } from "../../iso/vm/virtual-machine.ts";

export interface CpuSample {
  /** Of the serial console's clock. */
  readonly seconds: number;
  /** Computing of the emulator since its start, in seconds. */
  readonly cpu: number;
}

/** Kernel ticks a second in /proc; the same on every Linux (USER_HZ). */
const ticks = 100;

/**
 * What the emulator computed, beside what a clock on the wall says: a shared host takes its processors away for a while
 * (30 % of 20 s were seen), which is in the one and not in the other. Both depend on what else such a processor does.
 */
export class CpuClock implements Disposable {
  readonly #samples: CpuSample[] = [];
  readonly #timer: NodeJS.Timeout;

  /** @param machine a machine that is off: from its start on it is watched. */
  constructor(machine: Pick<VirtualMachine, "serial" | "pid">) {
    const take = () => {
      const { pid, serial } = machine;
      const cpu = pid === null ? null : readCpu(pid);
      if (cpu !== null) this.#samples.push({ seconds: serial.seconds, cpu });
    };
    machine.serial.on("line", take);
    this.#timer = setInterval(take, 500);
  }

  /** Seconds of computing between two times of the serial console. */
  between(from: number, to: number): number {
    return cpuAt(this.#samples, to) - cpuAt(this.#samples, from);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

/** Between two samples it is taken as even; not a number outside of them. Pure. */
export function cpuAt(samples: readonly CpuSample[], seconds: number): number {
  const after = samples.findIndex((sample) => sample.seconds >= seconds);
  const [before, next] = [samples[after - 1], samples[after]];
  if (next === undefined) return Number.NaN;
  if (next.seconds === seconds) return next.cpu;
  if (before === undefined) return Number.NaN;
  const share = (seconds - before.seconds) / (next.seconds - before.seconds);
  return before.cpu + share * (next.cpu - before.cpu);
}

/** User and system time of a process, `proc_pid_stat(5)`; its name may hold blanks and brackets. Pure. */
export function parseCpu(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

/** Null when it has just ended. */
function readCpu(pid: number): number | null {
  try {
    return parseCpu(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return null;
  }
}
