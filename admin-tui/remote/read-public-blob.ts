const magic = "openssh-key-v1\0";

/**
 * The public half of a private key with a passphrase, which OpenSSH's own format keeps readable
 * (openssh-portable, PROTOCOL.key); null for every other format. Pure.
 */
export function readPublicBlob(text: string): Buffer | null {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END/.exec(text)?.[1];
  if (body === undefined) return null;
  const bytes = Buffer.from(body, "base64");
  if (bytes.toString("latin1", 0, magic.length) !== magic) return null;
  let at = magic.length;
  const readString = (): Buffer => {
    const length = bytes.readUInt32BE(at);
    at += 4 + length;
    return bytes.subarray(at - length, at);
  };
  try {
    for (const _ of ["cipher", "key derivation", "its options"]) readString();
    if (bytes.readUInt32BE(at) !== 1) return null;
    at += 4;
    const blob = readString();
    return blob.length > 0 ? blob : null;
  } catch {
    return null;
  }
}
