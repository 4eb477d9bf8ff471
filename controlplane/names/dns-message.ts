import { isIPv4 } from "node:net";
import { type Answer, decode, encode, type Packet, type Question } from "dns-packet";

export interface DnsQuestion {
  /** Lower case, without the last dot. */
  readonly name: string;
  /** "A", "AAAA", "ANY" and others. */
  readonly type: string;
  /** The asker wants the answer for itself (QU: RFC 6762 5.4). */
  readonly unicast: boolean;
}

export interface DnsMessage {
  readonly id: number;
  readonly isResponse: boolean;
  readonly questions: readonly DnsQuestion[];
  /** Addresses that the answers give to names; other records are left out. */
  readonly addresses: readonly { readonly name: string; readonly address: string }[];
}

/** The package names these classes; with the top bit set, which is RFC 6762's, it only numbers them. */
const classes = new Map<string, { unicast: boolean }>([
  ["IN", { unicast: false }],
  ["ANY", { unicast: false }],
  ["UNKNOWN_32769", { unicast: true }],
  ["UNKNOWN_33023", { unicast: true }],
]);

/** Opcode and response code, which must be 0: RFC 6762 18.3, 18.11. */
const codes = 0x780f;

/** A packet → what is ours to know of it; null when it is not a DNS message. Pure; total on any bytes. */
export function parseDnsMessage(packet: Buffer): DnsMessage | null {
  try {
    if ((packet.readUInt16BE(2) & codes) !== 0) return null;
    const { id = 0, type, questions = [], answers = [] } = decode(packet);
    return {
      id,
      isResponse: type === "response",
      questions: questions.flatMap(({ name, type: wanted, class: kind = "IN" }) => {
        const found = classes.get(kind);
        return found === undefined ? [] : [{ name: name.toLowerCase(), type: wanted, ...found }];
      }),
      addresses: answers.flatMap((answer) =>
        answer.type === "A" || answer.type === "AAAA"
          ? [{ name: answer.name.toLowerCase(), address: answer.data }]
          : [],
      ),
    };
  } catch {
    // Cut short, or no DNS at all: anybody may send anything to this port.
    return null;
  }
}

export interface AddressAnswer {
  /** To be echoed to an asker that is no multicast one. */
  readonly id: number;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly ttlSeconds: number;
  /** To many: whoever hears it forgets other addresses of this name. */
  readonly shared: boolean;
  /** Repeated for an ordinary resolver, which expects it. */
  readonly question: DnsQuestion | null;
}

/** A response that gives a name its addresses. Pure. */
export function buildAnswer({ id, name, addresses, ttlSeconds, shared, question }: AddressAnswer): Buffer {
  const answers = addresses.map((address): Answer => {
    const type = isIPv4(address) ? "A" : "AAAA";
    return { type, name, class: "IN", ttl: ttlSeconds, flush: shared, data: address };
  });
  const authoritative = 0x400;
  const questions = question === null ? [] : [buildQuestion(question.name, question.type)];
  return encode({ id, type: "response", flags: authoritative, questions, answers });
}

/** The question whether anybody has this name. Pure. */
export function buildProbe(name: string): Buffer {
  const packet: Packet = { id: 0, type: "query", questions: [buildQuestion(name, "ANY")] };
  return encode(packet);
}

/** The package knows ANY; its types forgot it. */
function buildQuestion(name: string, type: string): Question {
  return { name, class: "IN", type: type as Question["type"] };
}
