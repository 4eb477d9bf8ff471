import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** Milliseconds between two tries; the control plane looks every three seconds whether it is to open. */
const againMs = 300;

/** Until something on this computer takes connections at the port. False when nothing does within the limit. */
export async function waitUntilServed(port: number, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs;
  for (;;) {
    if (await takesConnection(port)) return true;
    if (performance.now() + againMs > end) return false;
    await delay(againMs);
  }
}

function takesConnection(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    const finish = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.setTimeout(5000, () => finish(false));
    socket.once("connect", () => finish(true)).once("error", () => finish(false));
  });
}
