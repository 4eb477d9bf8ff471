import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { IdentityStore } from "../../../admin-tui/remote/load-identities.ts";
import { openTarget } from "../../../admin-tui/remote/open-target.ts";
import { SetupError } from "../../../setup/issues/exceptions.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

/** SSH_MSG_DISCONNECT as it goes over the wire before there are keys. */
function buildDisconnect(description: string): Buffer {
  const text = Buffer.from(description);
  const payload = Buffer.alloc(13 + text.length);
  payload.writeUInt8(1, 0);
  payload.writeUInt32BE(2, 1);
  payload.writeUInt32BE(text.length, 5);
  text.copy(payload, 9);
  const padding = 16 - ((5 + payload.length) % 8);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(1 + payload.length + padding, 0);
  head.writeUInt8(padding, 4);
  return Buffer.concat([head, payload, Buffer.alloc(padding)]);
}

test("whoever answers at the address cannot drive the terminal with the words it gives up with", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.write("SSH-2.0-x\r\n");
    socket.write(buildDisconnect("\u001b]52;c;ZXZpbA==\u0007go\naway \u202ewon"));
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const home = await buildTempRoot();
  const identities = new IdentityStore({ home, agentSocket: null });
  const target = { name: "box", host: "127.0.0.1", port, user: "clawdie", identityFiles: [] };
  const error = await openTarget(target, { home, identities, timeoutSeconds: 50 }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SetupError);
  expect((error as SetupError).message).toBe(
    "no SSH connection: \\u001b]52;c;ZXZpbA==\\u0007go\\u000aaway \\u202ewon",
  );
});
