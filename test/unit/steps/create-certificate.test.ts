import { X509Certificate } from "node:crypto";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Host } from "../../../setup/host/host.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { createCertificate } from "../../../setup/steps/create-certificate.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const step = {
  ...{ id: "create-certificate", title: "", hostname: "clawdie", account: "root" },
  ...{ certificatePath: "/tls/certificate.pem", keyPath: "/tls/key.pem" },
};
const days = (count: number) => count * 86_400_000;
const atTime = (host: Host, ms: number): Host => ({ ...host, now: () => new Date(ms) });

async function build() {
  const root = await buildTempRoot();
  mkdirSync(join(root, "tls"));
  return { root, host: createLinuxHost(root) };
}

test("makes a certificate for both names that only this box's key fits, and is then satisfied", async () => {
  const { root, host } = await build();
  expect((await createCertificate.check(step, host)).state).toBe("needed");
  await createCertificate.apply(step, host);
  expect(await createCertificate.check(step, host)).toEqual({ state: "satisfied" });
  const certificate = new X509Certificate(readFileSync(join(root, step.certificatePath)));
  expect(certificate.subjectAltName).toBe("DNS:clawdie, DNS:clawdie.local");
  expect(certificate.ca).toBe(false);
  expect(statSync(join(root, step.keyPath)).mode & 0o777).toBe(0o600);
  expect(await host.listFolder("/tls")).toEqual(["certificate.pem", "key.pem"]);
});

test("another name, a foreign key, an end that is near and a wrong clock each ask for a new one", async () => {
  const { root, host } = await build();
  await createCertificate.apply(step, host);
  const reason = async (changed: object, on: Host = host) => {
    const state = await createCertificate.check({ ...step, ...changed }, on);
    return state.state === "needed" ? state.reason : state.state;
  };
  expect(await reason({ hostname: "other" })).toBe("the box has another name now");
  expect(await reason({}, atTime(host, Date.now() + days(780)))).toBe("the certificate ends soon");
  expect(await reason({}, atTime(host, Date.now() + days(700)))).toBe("satisfied");
  expect(await reason({}, atTime(host, Date.now() - days(2)))).toBe("the certificate is from the future");
  const certificate = readFileSync(join(root, step.certificatePath));
  await createCertificate.apply(step, host);
  writeFileSync(join(root, step.certificatePath), certificate);
  expect(await reason({})).toBe("the key is not that of the certificate");
  writeFileSync(join(root, step.certificatePath), "no certificate");
  expect(await reason({})).toBe("the certificate cannot be read");
});
