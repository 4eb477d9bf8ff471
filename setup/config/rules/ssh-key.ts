import type { Rule, RuleContext } from "../rule.ts";

/** Every type sshd of Debian 13 takes, and the length in bytes of the fixed-size part where there is one. */
const knownTypes: ReadonlySet<string> = new Set([
  "ssh-ed25519",
  "ssh-rsa",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "sk-ssh-ed25519@openssh.com",
  "sk-ecdsa-sha2-nistp256@openssh.com",
]);

const anyType = /^(ssh-[a-z0-9]+|ecdsa-[a-z0-9-]+|(ssh|sk|ecdsa)-[a-z0-9-]+@openssh\.com)$/;

/** One line of a .pub file, decoded as far as sshd would decode it (RFC 4253 section 6.6, RFC 8709, RFC 5656). */
export const readSshKey: Rule = (text, context) => {
  const [type = "", body = "", ...comment] = text.split(/[ \t]+/);
  const other = findOtherThing(text);
  if (other !== null) {
    context.report(other);
    return null;
  }
  if (!anyType.test(type)) {
    context.report(/\bssh-|\becdsa-|\bsk-/.test(text) ? "ssh-key.options" : "ssh-key.no-type");
    return null;
  }
  if (type === "ssh-dss") return refuseWeak(context, "DSA");
  if (!knownTypes.has(type)) {
    context.report("ssh-key.unsupported");
    return null;
  }
  const damage = describeDamage(type, body);
  if (damage !== null) {
    context.report("ssh-key.damaged", { reason: damage });
    return null;
  }
  if (type === "ssh-rsa" && !checkRsa(readFields(body), context)) return null;
  return [type, body, ...comment].join(" ").trim();
};

/** The body of a private key without its first line, a fingerprint, or the name of the file instead of its content. */
function findOtherThing(text: string) {
  if (/\bb3BlbnNzaC1rZXktdjE/.test(text)) return "ssh-key.private";
  if (/^(\d+ )?(SHA256:|MD5:|([0-9a-f]{2}:){15}[0-9a-f]{2}\b)/.test(text)) return "ssh-key.fingerprint";
  return /^(~|\.{0,2}\/|[A-Z]:\\|file:|https?:|gh:|gl:|lp:|[\w-]+\.pub$)/i.test(text) ? "ssh-key.path" : null;
}

function refuseWeak(context: RuleContext, what: string): null {
  context.report("ssh-key.weak", { what });
  return null;
}

function checkRsa(fields: readonly Uint8Array[] | null, context: RuleContext): boolean {
  const modulus = fields?.[2];
  const bits = modulus === undefined ? 0 : countBits(modulus);
  if (bits < 2048) refuseWeak(context, `RSA with ${bits} bits`);
  else if (bits < 3072) context.report("ssh-key.aging", { bits });
  return bits >= 2048;
}

function describeDamage(type: string, body: string): string | null {
  const fields = readFields(body);
  if (fields === null) return "a part of it is missing or changed";
  if (new TextDecoder().decode(fields[0]) !== type)
    return "its inside is of another type than its beginning says";
  const wanted =
    { "ssh-rsa": 3, "ssh-ed25519": 2, "sk-ssh-ed25519@openssh.com": 3 }[type] ??
    (type.startsWith("sk-") ? 4 : 3);
  if (fields.length !== wanted) return "a part of it is missing";
  if (type.includes("ed25519") && fields[1]?.length !== 32) return "its length is wrong";
  return null;
}

/** The length-prefixed fields of the key blob, or null when it is not base64 or its lengths do not add up. */
function readFields(body: string): Uint8Array[] | null {
  const bytes = decodeBase64(body);
  if (bytes === null) return null;
  const view = new DataView(bytes.buffer);
  const fields: Uint8Array[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    if (offset + 4 > bytes.length) return null;
    const end = offset + 4 + view.getUint32(offset);
    if (end > bytes.length) return null;
    fields.push(bytes.subarray(offset + 4, end));
    offset = end;
  }
  return fields;
}

function decodeBase64(body: string): Uint8Array<ArrayBuffer> | null {
  if (body === "" || body.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(body)) return null;
  return Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
}

/** Bits of a big-endian number, leading zeros not counted. */
function countBits(number: Uint8Array): number {
  const first = number.findIndex((byte) => byte !== 0);
  if (first < 0) return 0;
  return (number.length - first - 1) * 8 + (32 - Math.clz32(number[first] ?? 0));
}
