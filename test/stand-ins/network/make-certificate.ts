import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Certificate {
  /** The authority nobody knows, and a key and certificate for localhost signed by it; all PEM. */
  readonly ca: string;
  readonly key: string;
  readonly cert: string;
}

const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

/** @param days until it ends; negative: it has ended. Made with openssl, which every Debian has. */
export function makeCertificate(days: number): Certificate {
  const folder = mkdtempSync(join(tmpdir(), "clawdie-tls-"));
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  try {
    openssl(
      ...["req", "-x509", ...newKey, "-keyout", "ca.key", "-out", "ca.crt"],
      ...["-subj", "/CN=test authority", "-days", "2"],
    );
    openssl(
      ...["req", ...newKey, "-keyout", "s.key", "-out", "s.csr", "-subj", "/CN=localhost"],
      ...["-addext", "subjectAltName=DNS:localhost"],
    );
    openssl(
      ...["x509", "-req", "-in", "s.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial"],
      ...["-copy_extensions", "copy", "-days", String(days), "-out", "s.crt"],
    );
    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    return { ca: read("ca.crt"), key: read("s.key"), cert: read("s.crt") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
