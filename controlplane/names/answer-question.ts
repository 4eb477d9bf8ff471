import { isIPv4 } from "node:net";
import { buildAnswer, type DnsMessage } from "./dns-message.ts";

/** What a box in the network is called, and where. */
export interface OwnName {
  /** `<hostname>.local`, lower case. */
  readonly name: string;
  readonly addresses: readonly string[];
}

export interface NameAnswer {
  readonly packet: Buffer;
  /** Only to whoever asked; otherwise to everybody. */
  readonly unicast: boolean;
}

/** RFC 6762 10 for names of hosts; 6.7 for askers that are ordinary resolvers. */
const ttlSeconds = 120;
const ordinaryTtlSeconds = 10;

/** The answer to a question for our name, or null when it is not for us. @param port where it came from. Pure. */
export function answerQuestion(
  message: DnsMessage,
  own: OwnName,
  port: number,
  namesPort: number,
): NameAnswer | null {
  const question = message.questions.find(({ name, type }) => name === own.name && wantsAddress(type));
  if (message.isResponse || question === undefined) return null;
  const addresses = own.addresses.filter((address) => isWanted(address, question.type));
  // Silence would be asked again and again; but an empty answer needs records we do not have (NSEC).
  if (addresses.length === 0) return null;
  const ordinary = port !== namesPort;
  const packet = buildAnswer({
    ...{ name: own.name, addresses, shared: !ordinary },
    id: ordinary ? message.id : 0,
    ttlSeconds: ordinary ? ordinaryTtlSeconds : ttlSeconds,
    question: ordinary ? question : null,
  });
  return { packet, unicast: ordinary || question.unicast };
}

function wantsAddress(type: string): boolean {
  return type === "A" || type === "AAAA" || type === "ANY";
}

function isWanted(address: string, type: string): boolean {
  return type === "ANY" || isIPv4(address) === (type === "A");
}

/** Said without being asked: here we are, or (0 seconds) here we were. Pure. */
export function buildAnnouncement({ name, addresses }: OwnName, seconds: number = ttlSeconds): Buffer {
  return buildAnswer({ id: 0, name, addresses, ttlSeconds: seconds, shared: true, question: null });
}

/** Somebody else says that our name is theirs. Pure. */
export function isRival(message: DnsMessage, own: OwnName): boolean {
  return (
    message.isResponse &&
    message.addresses.some(({ name, address }) => name === own.name && !own.addresses.includes(address))
  );
}
