import { isIPv4 } from "node:net";

/** Record types and classes: RFC 1035 3.2, RFC 3596; the top bits of a class are RFC 6762's. */
export const dnsTypes = { a: 1, aaaa: 28, any: 255 } as const;
const internet = 1;
const topBit = 0x8000;
const headerBytes = 12;
/** More than any message in one packet may hold; ends a loop of pointers. */
const mostLabels = 128;

export interface DnsQuestion {
  /** Lower case, without the last dot. */
  readonly name: string;
  readonly type: number;
  /** The asker wants the answer for itself (QU). */
  readonly unicast: boolean;
}

export interface DnsMessage {
  readonly id: number;
  readonly isResponse: boolean;
  readonly questions: readonly DnsQuestion[];
  /** Addresses that the answers give to names; other records are left out. */
  readonly addresses: readonly { readonly name: string; readonly address: Buffer }[];
}

/** A packet → what is ours to know of it; null when it is not a DNS message. Pure; total on any bytes. */
export function parseDnsMessage(packet: Buffer): DnsMessage | null {
  try {
    const reader = { packet, at: headerBytes };
    const flags = packet.readUInt16BE(2);
    // Opcode and response code must be 0: RFC 6762 18.3, 18.11.
    if ((flags & 0x780f) !== 0) return null;
    const [questions, answers] = [packet.readUInt16BE(4), packet.readUInt16BE(6)];
    return {
      id: packet.readUInt16BE(0),
      isResponse: (flags & topBit) !== 0,
      questions: times(questions, () => readQuestion(reader)).filter((one) => one !== null),
      addresses: times(answers, () => readAddress(reader)).filter((one) => one !== null),
    };
  } catch {
    // Reading past the end of the packet.
    return null;
  }
}

interface Reader {
  readonly packet: Buffer;
  at: number;
}

function times<T>(count: number, read: () => T): T[] {
  return Array.from({ length: count }, read);
}

function readQuestion(reader: Reader): DnsQuestion | null {
  const name = readName(reader);
  const [type, kind] = [readNumber(reader), readNumber(reader)];
  const ofInternet = (kind & ~topBit) === internet || (kind & ~topBit) === dnsTypes.any;
  return ofInternet ? { name, type, unicast: (kind & topBit) !== 0 } : null;
}

function readAddress(reader: Reader): DnsMessage["addresses"][number] | null {
  const name = readName(reader);
  const type = readNumber(reader);
  reader.at += 6;
  const length = readNumber(reader);
  const address = reader.packet.subarray(reader.at, reader.at + length);
  if (address.length < length) throw new RangeError("cut short");
  reader.at += length;
  return type === dnsTypes.a || type === dnsTypes.aaaa ? { name, address } : null;
}

function readNumber(reader: Reader): number {
  const value = reader.packet.readUInt16BE(reader.at);
  reader.at += 2;
  return value;
}

/** Labels, perhaps ending in a pointer to an earlier name: RFC 1035 4.1.4. */
function readName(reader: Reader): string {
  const labels: string[] = [];
  let at = reader.at;
  let end: number | null = null;
  for (let count = 0; count < mostLabels; count += 1) {
    const length = reader.packet.readUInt8(at);
    if (length >= 0xc0) {
      end ??= at + 2;
      at = reader.packet.readUInt16BE(at) & 0x3fff;
      continue;
    }
    at += 1 + length;
    if (length === 0) {
      reader.at = end ?? at;
      return labels.join(".").toLowerCase();
    }
    labels.push(reader.packet.toString("latin1", at - length, at));
  }
  throw new RangeError("a name without end");
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
export function buildAnswer(answer: AddressAnswer): Buffer {
  const { id, name, addresses, ttlSeconds, shared, question } = answer;
  const questions = question === null ? [] : [encodeQuestion(question.name, question.type, false)];
  const records = addresses.map((address) => {
    const bytes = encodeAddress(address);
    const fields = Buffer.alloc(10);
    fields.writeUInt16BE(bytes.length === 4 ? dnsTypes.a : dnsTypes.aaaa, 0);
    fields.writeUInt16BE(internet | (shared ? topBit : 0), 2);
    fields.writeUInt32BE(ttlSeconds, 4);
    fields.writeUInt16BE(bytes.length, 8);
    return Buffer.concat([encodeName(name), fields, bytes]);
  });
  return Buffer.concat([
    encodeHeader(id, 0x8400, questions.length, records.length),
    ...questions,
    ...records,
  ]);
}

/** The question whether anybody has this name. Pure. */
export function buildProbe(name: string): Buffer {
  return Buffer.concat([encodeHeader(0, 0, 1, 0), encodeQuestion(name, dnsTypes.any, false)]);
}

function encodeHeader(id: number, flags: number, questions: number, answers: number): Buffer {
  const header = Buffer.alloc(headerBytes);
  for (const [index, value] of [id, flags, questions, answers].entries())
    header.writeUInt16BE(value, index * 2);
  return header;
}

function encodeQuestion(name: string, type: number, unicast: boolean): Buffer {
  const fields = Buffer.alloc(4);
  fields.writeUInt16BE(type, 0);
  fields.writeUInt16BE(internet | (unicast ? topBit : 0), 2);
  return Buffer.concat([encodeName(name), fields]);
}

function encodeName(name: string): Buffer {
  const labels = name
    .split(".")
    .flatMap((label) => [Buffer.from([label.length]), Buffer.from(label, "latin1")]);
  return Buffer.concat([...labels, Buffer.from([0])]);
}

/** Dotted or colon form → 4 or 16 bytes. Pure. */
export function encodeAddress(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split(".").map(Number));
  const [head = "", tail] = (address.split("%")[0] ?? "").split("::");
  const words = (part: string) =>
    part === "" ? [] : part.split(":").map((word) => Number.parseInt(word, 16));
  const [first, last] = [words(head), words(tail ?? "")];
  const bytes = Buffer.alloc(16);
  const all = [...first, ...Array(8 - first.length - last.length).fill(0), ...last];
  for (const [index, word] of all.entries()) bytes.writeUInt16BE(word, index * 2);
  return bytes;
}
