import type { SerialLine } from "./serial-console.ts";
import { type BoxResult, parseBoxResult } from "./serial-stages.ts";
import type { VirtualMachine } from "./virtual-machine.ts";

/** How watching a box ended: by its own final word, or because something came before it. */
export type BoxOutcome = "ready" | "waiting" | "stopped" | "machine-ended" | "time-limit" | "interrupted";

export interface BoxWatch {
  readonly timeoutSeconds: number;
  /** Pull the plug this many seconds after power-on, then power on again; one entry per power-on. */
  readonly powerCuts: readonly number[];
  readonly signal: AbortSignal;
}

type Ending = { readonly outcome: BoxOutcome | "power-cut"; readonly result: BoxResult | null };

/** Wait for the box's final result. "installed" is not final: the box reboots into the new system and goes on. */
export async function watchBox(
  machine: VirtualMachine,
  watch: BoxWatch,
): Promise<{ outcome: BoxOutcome; result: BoxResult | null }> {
  const deadline = performance.now() + watch.timeoutSeconds * 1000;
  const cuts = [...watch.powerCuts];
  for (;;) {
    const secondsLeft = (deadline - performance.now()) / 1000;
    const ending = await waitForEnding(machine, watch.signal, secondsLeft, cuts.shift() ?? null);
    if (ending.outcome !== "power-cut") return { outcome: ending.outcome, result: ending.result };
    await machine.cutPower();
    await machine.start();
  }
}

function waitForEnding(
  machine: VirtualMachine,
  signal: AbortSignal,
  secondsLeft: number,
  cutAfter: number | null,
): Promise<Ending> {
  return new Promise((resolve) => {
    const timers: NodeJS.Timeout[] = [];
    const end = (outcome: Ending["outcome"], result: BoxResult | null = null): void => {
      for (const timer of timers) clearTimeout(timer);
      machine.serial.off("line", take);
      signal.removeEventListener("abort", interrupt);
      resolve({ outcome, result });
    };
    const take = (line: SerialLine): void => {
      const result = parseBoxResult(line.text);
      if (result !== null && isFinal(result.state)) end(result.state, result);
    };
    const interrupt = (): void => end("interrupted");
    if (signal.aborted) return end("interrupted");
    signal.addEventListener("abort", interrupt);
    machine.serial.on("line", take);
    timers.push(setTimeout(() => end("time-limit"), Math.max(0, secondsLeft) * 1000));
    if (cutAfter !== null) {
      const seconds = Math.max(0, cutAfter - machine.serial.seconds);
      timers.push(setTimeout(() => end("power-cut"), seconds * 1000));
    }
    void machine.whenOff().then(() => end("machine-ended"));
  });
}

function isFinal(state: string): state is "ready" | "waiting" | "stopped" {
  return state === "ready" || state === "waiting" || state === "stopped";
}
