import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface SilentBotService {
  readonly url: string;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

const bot = { id: 1, is_bot: true, first_name: "Clawdie", username: "clawdie_image_build_bot" };

/**
 * A Telegram Bot API on this computer whose bot nobody ever writes to: it takes every call, and `getUpdates` waits until
 * the end. Without an answer the runtime would look for Telegram itself, which an image build has no business with.
 */
export async function startSilentBotService(): Promise<SilentBotService> {
  const server = createServer((request, response) => {
    request.resume();
    const method = request.url?.split("?")[0]?.split("/").at(-1)?.toLowerCase();
    if (method === "getupdates") return;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ok: true, result: method === "getme" ? bot : true }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
