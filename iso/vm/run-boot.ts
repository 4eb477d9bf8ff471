import type { VmRequest } from "./parse-vm-arguments.ts";
import { buildMachineOptions, type VmSurroundings } from "./run-install.ts";
import { VirtualMachine } from "./virtual-machine.ts";
import { within } from "./within.ts";

/** Boot a disk and show its serial port until it powers off or we are interrupted. */
export async function runBoot(request: VmRequest, surroundings: VmSurroundings): Promise<void> {
  const { say, signal } = surroundings;
  const options = await buildMachineOptions(request, surroundings.acceleration);
  const stick = request.stick === null ? {} : { stick: { file: request.stick } };
  await using machine = await VirtualMachine.create({ ...options, ...stick });
  machine.serial.on("line", (line) => say(line.text));
  const interrupted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await machine.start();
  say(`power on: SSH on port ${machine.spec.network.sshPort}; Ctrl-C presses the power button`);
  for (const seconds of request.powerCuts) {
    await within(Promise.race([interrupted, machine.whenOff()]), seconds);
    if (signal.aborted || !machine.running) break;
    await machine.cutPower();
    await machine.start();
  }
  await Promise.race([interrupted, machine.whenOff()]);
  await machine.stop({ timeoutSeconds: 30 });
}
