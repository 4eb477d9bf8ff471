import { SetupError } from "../../setup/issues/exceptions.ts";
import { describeQemuExit, type QemuProcess } from "./qemu-process.ts";
import { QmpClient } from "./qmp-client.ts";
import { within } from "./within.ts";

/**
 * Connect to a QEMU that was just started: it opens its socket a moment later, under load some seconds.
 * @throws SetupError with QEMU's words when it ends instead; a QEMU that stays silent for a minute is killed.
 */
export async function connectQmp(qemu: QemuProcess, socket: string): Promise<QmpClient> {
  const end = performance.now() + 60_000;
  for (;;) {
    try {
      return await QmpClient.connect(socket);
    } catch (cause) {
      await within(qemu.exited, 0.05);
      if (qemu.exit !== null) throw describeQemuExit(qemu.exit);
      if (performance.now() > end) {
        qemu.kill();
        throw new SetupError("QEMU does not answer on its control socket", "Is the host overloaded?", {
          cause,
        });
      }
    }
  }
}
