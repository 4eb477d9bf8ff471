/** An address as a number, so that networks can be compared without the machine's own resolver. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly number: bigint;
}

export function bitsOf(family: 4 | 6): number {
  return family === 4 ? 32 : 128;
}

/** Strict: no leading zeros (which some programs read as octal), no zone index. Null when it is no address. */
export function parseIpAddress(text: string): IpAddress | null {
  return text.includes(":") ? parseV6(text) : parseV4(text);
}

function parseV4(text: string): IpAddress | null {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return null;
  return { family: 4, number: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
}

function parseV6(text: string): IpAddress | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return { family: 6, number: groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n) };
}

/** True when both lie in the same network of this prefix length. */
export function inSameNetwork(a: IpAddress, b: IpAddress, prefix: number): boolean {
  const shift = BigInt(bitsOf(a.family) - prefix);
  return a.family === b.family && a.number >> shift === b.number >> shift;
}

/** What makes an address unusable for one computer, in words; null when it is usable. */
export function describeUnusable({ family, number }: IpAddress): string | null {
  if (number === 0n) return "the empty address";
  if (family === 6) {
    if (number === 1n) return "the address of the computer itself";
    return number >> 120n === 0xffn ? "a multicast address" : null;
  }
  const first = Number(number >> 24n);
  if (first === 0) return "an address that begins with 0";
  if (first === 127) return "the address of the computer itself";
  if (first >= 240) return "a reserved address";
  return first >= 224 ? "a multicast address" : null;
}
