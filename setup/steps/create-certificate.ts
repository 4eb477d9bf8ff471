import { createPrivateKey, X509Certificate } from "node:crypto";
import type { Host } from "../host/host.ts";
import { InternalError } from "../issues/exceptions.ts";
import { Secret } from "../issues/secret.ts";
import { boxLayout } from "../plan/box-layout.ts";
import type { StepOf } from "../plan/step.ts";
import { neededIf, type StepHandler } from "./handler.ts";
import { describeDifference } from "./owner-difference.ts";

type Certificate = Pick<StepOf<"create-certificate">, "hostname" | "certificatePath" | "keyPath" | "account">;

/** Apple's programs take no certificate that is valid for more than 825 days: https://support.apple.com/103769 */
const validDays = 820;
/** Renewed at a boot in the last two months. */
const renewMs = 60 * 86_400_000;

export const createCertificate: StepHandler<"create-certificate"> = {
  async check(step, host) {
    // Written first and removed last: while it is there, a copy of the private key may be, too.
    const left = await host.stat(draftsOf(step).config);
    return neededIf(await describeDefect(step, host), left === null ? null : "drafts were left behind");
  },
  // Made under other names: a pair cut short by a power cut must not be taken for a finished one.
  async apply(step, host) {
    const { certificatePath, keyPath, hostname, account } = step;
    const { draft, draftKey, config } = draftsOf(step);
    const clear = async () => {
      for (const path of [draft, draftKey, config]) await host.remove(path);
    };
    const isFinished = (await host.stat(config)) !== null && (await describeDefect(step, host)) === null;
    if (isFinished) return clear();
    await host.writeFile(config, renderRequest(hostname), { mode: 0o600 });
    // Exists with mode 0600 before the key is written into it.
    await host.writeFile(draftKey, "", { mode: 0o600 });
    const under = (path: string) => `${host.root === "/" ? "" : host.root}${path}`;
    await host.run("openssl", [
      ...["req", "-x509", "-sha256", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
      ...["-days", String(validDays), "-config", under(config)],
      ...["-keyout", under(draftKey), "-out", under(draft)],
    ]);
    const [certificate, key] = await Promise.all([host.readFile(draft), host.readFile(draftKey)]);
    if (certificate === null || key === null) throw new InternalError("openssl wrote no certificate");
    const owner = { mode: 0o600, owner: account, group: account };
    await host.writeFile(keyPath, new Secret(key.toString("utf8")), owner);
    await host.writeFile(certificatePath, certificate, { mode: 0o644 });
    await clear();
  },
};

function draftsOf({ certificatePath, keyPath }: Certificate) {
  return {
    draft: `${certificatePath}.draft`,
    draftKey: `${keyPath}.draft`,
    config: `${certificatePath}.conf`,
  };
}

/** What is wrong with the pair as it lies there; null when nothing is. */
async function describeDefect(step: Certificate, host: Host): Promise<string | null> {
  const { keyPath, account } = step;
  const key = await host.stat(keyPath);
  if (key?.kind !== "file") return `${keyPath} is missing`;
  const wanted = { mode: 0o600, owner: account, group: account };
  return describeDifference(key, wanted) ?? (await describeFault(step, host));
}

/** Why the pair cannot be used from now on; null when it can. */
async function describeFault(step: Certificate, host: Host): Promise<string | null> {
  const [pem, key] = await Promise.all([host.readFile(step.certificatePath), host.readFile(step.keyPath)]);
  if (pem === null || key === null) return `${step.certificatePath} is missing`;
  try {
    const certificate = new X509Certificate(pem);
    if (!certificate.checkPrivateKey(createPrivateKey(key))) return "the key is not that of the certificate";
    if (certificate.checkHost(`${step.hostname}.local`) === undefined) return "the box has another name now";
    const now = host.now().getTime();
    if (now < certificate.validFromDate.getTime()) return "the certificate is from the future";
    return certificate.validToDate.getTime() - now < renewMs ? "the certificate ends soon" : null;
  } catch {
    return "the certificate cannot be read";
  }
}

/** openssl-req(1): only what is written here goes into the certificate, whatever the system's openssl.cnf says. */
function renderRequest(hostname: string): string {
  return `[req]
prompt = no
distinguished_name = name
x509_extensions = extensions
[name]
CN = ${hostname}
O = ${boxLayout.services.control}
[extensions]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
subjectAltName = DNS:${hostname}, DNS:${hostname}.local
`;
}
