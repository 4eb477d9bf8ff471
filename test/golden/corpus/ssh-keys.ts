/** One length-prefixed part of a key (RFC 4251, section 5). */
function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A line of a .pub file: the type, and its parts as base64. */
export function sshLine(type: string, ...parts: readonly Buffer[]): string {
  const blob = Buffer.concat([Buffer.from(type), ...parts].map(field));
  return `${type} ${blob.toString("base64")}`;
}

export const ed25519 = sshLine("ssh-ed25519", Buffer.from(Array.from({ length: 32 }, (_, index) => index)));

/** An ssh-rsa line whose modulus has this many bits, or one less with a first byte below 0x80. */
export function rsaKey(bits: number, first = 0xa5): string {
  const modulus = Buffer.alloc(bits / 8, 0xa5);
  modulus[0] = first;
  return sshLine("ssh-rsa", Buffer.from([1, 0, 1]), Buffer.concat([Buffer.from([0]), modulus]));
}
