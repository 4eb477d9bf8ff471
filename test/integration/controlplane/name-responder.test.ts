import { createSocket } from "node:dgram";
import { once } from "node:events";
import { networkInterfaces } from "node:os";
import { expect, onTestFinished, test, vi } from "vitest";
import { buildAnnouncement } from "../../../controlplane/names/answer-question.ts";
import { createNameResponder } from "../../../controlplane/names/create-name-responder.ts";
import { buildProbe, parseDnsMessage } from "../../../controlplane/names/dns-message.ts";

const group = "224.0.0.251";
const loopback = { lo: networkInterfaces().lo?.map((info) => ({ ...info, internal: false })) };
const links = Object.values(networkInterfaces()).some((infos) => infos?.some(({ internal }) => !internal))
  ? networkInterfaces()
  : loopback;
const address =
  Object.values(links)
    .flatMap((infos) => infos ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "127.0.0.1";

/** The real responder on a port of its own, and a neighbor that hears everything. */
async function startNeighbor() {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  socket.bind(0);
  await once(socket, "listening");
  socket.addMembership(group, address);
  socket.setMulticastInterface(address);
  const { port } = socket.address();
  const log: string[] = [];
  const responder = createNameResponder({
    ...{ hostname: "Clawdie-Test", port, log: (line) => void log.push(line) },
    interfaces: () => links,
  });
  const heard: string[] = [];
  socket.on("message", (packet) => {
    const message = parseDnsMessage(packet);
    for (const { name, address } of message?.isResponse ? message.addresses : []) {
      heard.push(`${name} ${address}`);
    }
  });
  onTestFinished(async () => {
    await responder.set(false);
    socket.close();
  });
  return { responder, socket, port, heard, log };
}

const ours = `clawdie-test.local ${address}`;

test("it announces the name, answers to it, and is silent again when it is not wanted", async () => {
  const { responder, socket, port, heard } = await startNeighbor();
  const ask = () => socket.send(buildProbe("clawdie-test.local"), port, group);
  await responder.set(true);
  await vi.waitUntil(() => heard.includes(ours), { timeout: 10_000 });
  heard.length = 0;
  ask();
  await vi.waitUntil(() => heard.includes(ours), { timeout: 10_000 });
  await responder.set(false);
  heard.length = 0;
  ask();
  // Whoever still listened would answer this one at once; a second responder shows that the question arrives.
  const other = createNameResponder({
    ...{ hostname: "clawdie-test", port, log: () => {}, interfaces: () => links },
  });
  onTestFinished(() => other.set(false));
  await other.set(true);
  await vi.waitUntil(() => heard.includes(ours), { timeout: 10_000 });
  expect(heard.filter((line) => line === ours)).toHaveLength(1);
});

test("an ordinary resolver asks from any port and gets its own answer", async () => {
  const { responder, port } = await startNeighbor();
  await responder.set(true);
  const resolver = createSocket("udp4");
  onTestFinished(() => void resolver.close());
  resolver.bind(0);
  await once(resolver, "listening");
  resolver.setMulticastInterface(address);
  const packet = buildProbe("clawdie-test.local");
  packet.writeUInt16BE(4711, 0);
  const answered = once(resolver, "message");
  resolver.send(packet, port, group);
  const [answer] = await answered;
  expect(parseDnsMessage(answer as Buffer)).toMatchObject({ id: 4711, isResponse: true });
});

test("with somebody else of that name in the network it says so in its log and does not answer", async () => {
  const { responder, socket, port, heard, log } = await startNeighbor();
  const rival = buildAnnouncement({ name: "clawdie-test.local", addresses: ["192.0.2.77"] });
  socket.on("message", (packet) => {
    const message = parseDnsMessage(packet);
    if (message?.questions.some(({ name }) => name === "clawdie-test.local")) socket.send(rival, port, group);
  });
  await responder.set(true);
  await responder.set(true);
  expect(log.join()).toContain("another device in the network is called clawdie-test.local");
  expect(heard).not.toContain(ours);
});
