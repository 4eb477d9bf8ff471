import { type BoxResult, parseBoxResult } from "../../iso/vm/serial-stages.ts";
import type { VirtualMachine } from "../../iso/vm/virtual-machine.ts";

/**
 * The box's next `clawdie: RESULT` line with this state, from `after` on (default: since power-on).
 * @throws Error at once when the box stopped instead, and past the limit, with the last lines of the console.
 */
export async function waitForResult(
  machine: VirtualMachine,
  state: string,
  timeoutSeconds: number,
  after?: number,
): Promise<BoxResult> {
  const pattern = new RegExp(`clawdie: RESULT .*"state":"(${state}|stopped)"`);
  const from = after === undefined ? {} : { after };
  const { line } = await machine.waitForSerial(pattern, { timeoutSeconds, ...from });
  const result = parseBoxResult(line.text);
  if (result === null) throw new Error(`the box's result line cannot be read: ${line.text}`);
  if (result.state !== state) {
    const last = machine.serial.lines.slice(-30).map(({ text }) => text);
    throw new Error(`the box stopped instead of being ${state}:\n${last.join("\n")}`);
  }
  return result;
}
