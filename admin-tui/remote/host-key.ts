/** A server's public key as SSH sends it. */
export interface HostKey {
  /** E.g. ssh-ed25519. */
  readonly type: string;
  readonly blob: Buffer;
}

/** Pure. The blob begins with the name of its type, after a length of four bytes. */
export function readHostKey(blob: Buffer): HostKey {
  const length = blob.length < 4 ? 0 : blob.readUInt32BE(0);
  return { type: blob.toString("latin1", 4, 4 + Math.min(length, 64)), blob };
}
