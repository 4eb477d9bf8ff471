import { createSocket } from "node:dgram";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
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
const own =
  Object.values(links)
    .flatMap((infos) => infos ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "127.0.0.1";

/** The real responder on a port of its own, and a neighbor that hears everything. */
async function startNeighbor(interfaces: typeof links = links, address = own) {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  socket.bind(0);
  await once(socket, "listening");
  socket.addMembership(group, address);
  socket.setMulticastInterface(address);
  const { port } = socket.address();
  const log: string[] = [];
  const responder = createNameResponder({
    ...{ hostname: "Clawdie-Test", port, log: (line) => void log.push(line) },
    interfaces: () => interfaces,
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

const ours = `clawdie-test.local ${own}`;

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
  resolver.setMulticastInterface(own);
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

/** The loopback card with these addresses. */
function buildCard(...addresses: string[]): typeof links {
  const [info] = loopback.lo?.filter(({ family }) => family === "IPv4") ?? [];
  if (info === undefined) throw new Error("this computer has no loopback");
  return { lo: addresses.map((address) => ({ ...info, address }) as typeof info) };
}

test("a card with two addresses is joined once, and both are answered", async () => {
  const card = buildCard("127.0.0.1", "127.0.0.2");
  const { responder, heard, log } = await startNeighbor(card, "127.0.0.1");
  await responder.set(true);
  expect(log).toEqual(["answers to clawdie-test.local in the network"]);
  for (const one of ["127.0.0.1", "127.0.0.2"]) {
    await vi.waitUntil(() => heard.includes(`clawdie-test.local ${one}`), { timeout: 10_000 });
  }
});

test("an address that cannot be joined leaves no socket behind, however often it is tried", async () => {
  const { responder, port, log } = await startNeighbor(buildCard("192.0.2.1"));
  await responder.set(true);
  await responder.set(true);
  expect(log).toEqual(Array.from({ length: 2 }, () => expect.stringContaining("names: udp4: addMembership")));
  const bound = `:${port.toString(16).toUpperCase().padStart(4, "0")} 00000000:0000`;
  const sockets = (await readFile("/proc/net/udp", "utf8"))
    .split("\n")
    .filter((line) => line.includes(bound));
  // The neighbor's own.
  expect(sockets).toHaveLength(1);
});
