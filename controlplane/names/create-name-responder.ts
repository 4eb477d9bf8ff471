import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";
import type { NetworkInterfaceInfo } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { answerQuestion, buildAnnouncement, isRival, type OwnName } from "./answer-question.ts";
import { buildProbe, parseDnsMessage } from "./dns-message.ts";

/** https://www.rfc-editor.org/rfc/rfc6762 */
const groups = { udp4: "224.0.0.251", udp6: "ff02::fb" } as const;
/** Three questions a quarter of a second apart whether the name is free: RFC 6762 8.1. */
const probes = 3;
const probeMs = 250;
/** With a rival in the network, how long we stay silent before we ask again. */
const rivalMs = 5 * 60_000;

export interface NameResponderDeps {
  readonly hostname: string;
  readonly port: number;
  readonly interfaces: () => Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
  readonly log: (line: string) => void;
}

export interface NameResponder {
  /** Listen and answer, or not; addresses that changed since are taken over. Never rejects. */
  readonly set: (wanted: boolean) => Promise<void>;
}

/** Answers for `<hostname>.local` by multicast DNS, from one socket for each family, while it is wanted. */
export function createNameResponder(deps: NameResponderDeps): NameResponder {
  let open: OpenResponder | null = null;
  let pausedUntil = 0;
  const close = async () => {
    await open?.close();
    open = null;
  };
  const set = async (wanted: boolean) => {
    const links = listLinks(deps.interfaces());
    const own = {
      name: `${deps.hostname.toLowerCase()}.local`,
      addresses: links.map(({ address }) => address),
    };
    const rival = open?.hasRival() ?? false;
    if (rival) {
      deps.log(`another device in the network is called ${own.name}: this box does not answer to it for now`);
      pausedUntil = performance.now() + rivalMs;
    }
    const isSame = open !== null && open.addresses === own.addresses.join();
    if (wanted && !rival && isSame) return;
    await close();
    if (!wanted || links.length === 0 || performance.now() < pausedUntil) return;
    open = await openResponder(own, links, deps);
    if (open !== null) deps.log(`answers to ${own.name} in the network`);
  };
  let last: Promise<void> = Promise.resolve();
  return {
    set: (wanted) => {
      last = last.then(() => set(wanted)).catch((error: Error) => deps.log(`names: ${error.message}`));
      return last;
    },
  };
}

interface Link {
  readonly name: string;
  readonly address: string;
  readonly family: "udp4" | "udp6";
}

/** Addresses others can reach; an address of one link alone is of no use in a browser. Pure. */
function listLinks(interfaces: ReturnType<NameResponderDeps["interfaces"]>): Link[] {
  return Object.entries(interfaces).flatMap(([name, infos]) =>
    (infos ?? [])
      .filter(({ internal, address }) => !internal && !address.startsWith("fe80:"))
      .map(({ address, family }) => ({ name, address, family: family === "IPv4" ? "udp4" : "udp6" })),
  );
}

interface OpenResponder {
  readonly addresses: string;
  readonly hasRival: () => boolean;
  readonly close: () => Promise<void>;
}

async function openResponder(
  own: OwnName,
  links: readonly Link[],
  { port, log }: NameResponderDeps,
): Promise<OpenResponder | null> {
  let [answering, rival] = [false, false];
  const sockets: Family[] = [];
  const onMessage = (packet: Buffer, from: RemoteInfo, family: Family) => {
    const message = parseDnsMessage(packet);
    if (message === null) return;
    if (isRival(message, own)) rival = true;
    const answer = answering && !rival ? answerQuestion(message, own, from.port, port) : null;
    if (answer?.unicast) family.socket.send(answer.packet, from.port, from.address, ignore);
    else if (answer !== null) family.tell(answer.packet);
  };
  for (const type of ["udp4", "udp6"] as const) {
    const own = links.filter(({ family }) => family === type);
    if (own.length === 0) continue;
    const family = await openFamily(type, own, port, onMessage).catch((error: Error) => {
      log(`names: ${type}: ${error.message}`);
      return null;
    });
    if (family !== null) sockets.push(family);
  }
  const tellAll = (packet: Buffer) => {
    for (const { tell } of sockets) tell(packet);
  };
  const close = async () => {
    // A rival of the same name must not be forgotten by others because of us.
    if (answering && !rival) tellAll(buildAnnouncement(own, 0));
    answering = false;
    await Promise.all(sockets.map(({ socket }) => closeSocket(socket)));
  };
  for (let asked = 0; asked < probes && !rival; asked += 1) {
    tellAll(buildProbe(own.name));
    await delay(probeMs);
  }
  answering = !rival && sockets.length > 0;
  if (answering) tellAll(buildAnnouncement(own));
  if (sockets.length === 0) return null;
  return { addresses: own.addresses.join(), hasRival: () => rival, close };
}

interface Family {
  readonly socket: Socket;
  /** To everybody on every link. */
  readonly tell: (packet: Buffer) => void;
}

/** What cannot be sent now is asked for again; a link may be gone. */
const ignore = () => undefined;

async function openFamily(
  type: Link["family"],
  links: readonly Link[],
  port: number,
  onMessage: (packet: Buffer, from: RemoteInfo, family: Family) => void,
): Promise<Family> {
  const socket = createSocket({ type, reuseAddr: true, ipv6Only: type === "udp6" });
  const vias = links.map(({ name, address }) => (type === "udp4" ? address : `::%${name}`));
  const tell = (packet: Buffer) => {
    for (const via of new Set(vias)) {
      try {
        socket.setMulticastInterface(via);
        socket.send(packet, port, groups[type], ignore);
      } catch {
        ignore();
      }
    }
  };
  const family = { socket, tell };
  socket.on("message", (packet, from) => onMessage(packet, from, family));
  try {
    socket.bind(port);
    await once(socket, "listening");
    socket.on("error", ignore);
    // 255: who hears it can tell that no router was in between.
    socket.setMulticastTTL(255);
    for (const via of new Set(vias)) join(socket, groups[type], via);
  } catch (error) {
    await closeSocket(socket);
    throw error;
  }
  return family;
}

function join(socket: Socket, group: string, via: string): void {
  try {
    socket.addMembership(group, via);
  } catch (error) {
    // A second address of the same card: the first one joined for both.
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
  }
}

async function closeSocket(socket: Socket): Promise<void> {
  const closed = once(socket, "close");
  socket.close();
  await closed;
}
