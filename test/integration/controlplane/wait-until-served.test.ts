import { once } from "node:events";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { waitUntilServed } from "../../../controlplane/operator-command/wait-until-served.ts";
import { findFreePort } from "../../../iso/vm/find-free-port.ts";

test("waits for a dashboard that opens a moment later, and not for ever for one that does not", async () => {
  const port = await findFreePort();
  expect(await waitUntilServed(port, 500)).toBe(false);
  const server = createServer();
  onTestFinished(() => void server.close());
  const waiting = waitUntilServed(port, 60_000);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  expect(await waiting).toBe(true);
});
