import { X509Certificate } from "node:crypto";
import type { Host } from "../host/host.ts";

export interface CertificateFacts {
  /** SHA-256 as browsers show it: pairs of hexadecimal digits with colons. */
  readonly fingerprint: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** The dashboard's certificate, or null when there is none that can be read. */
export async function readCertificate(
  host: Pick<Host, "readFile">,
  path: string,
): Promise<CertificateFacts | null> {
  const pem = await host.readFile(path).catch(() => null);
  if (pem === null) return null;
  try {
    const { fingerprint256, validFromDate, validToDate } = new X509Certificate(pem);
    return { fingerprint: fingerprint256, notBefore: validFromDate, notAfter: validToDate };
  } catch {
    return null;
  }
}
