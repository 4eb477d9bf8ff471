import { createServer as createPlainServer } from "node:http";
import { createServer } from "node:https";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { classifyFetchError } from "../../../setup/handoff/classify-fetch-error.ts";
import { requestService } from "../../../setup/handoff/service-request.ts";
import { makeCertificate } from "../../stand-ins/network/make-certificate.ts";
import { startScriptedService } from "./start-scripted-service.ts";

function fetchFailure(code: string): Error {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
}

test.each([
  ["ENOTFOUND", "no-name"],
  ["EAI_AGAIN", "no-name"],
  ["ECONNREFUSED", "refused"],
  ["ENETUNREACH", "no-route"],
  ["EHOSTUNREACH", "no-route"],
  ["UND_ERR_CONNECT_TIMEOUT", "no-answer"],
  ["ETIMEDOUT", "no-answer"],
  ["ECONNRESET", "cut"],
  ["UND_ERR_SOCKET", "cut"],
  ["HPE_INVALID_CONSTANT", "cut"],
  ["CERT_NOT_YET_VALID", "clock-wrong"],
  ["CERT_HAS_EXPIRED", "clock-wrong"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "intercepted"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "intercepted"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "intercepted"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "intercepted"],
])("%s is %s", (code, wanted) => {
  expect(classifyFetchError(fetchFailure(code))).toBe(wanted);
});

test("of several attempts, the code that names the cause best counts", () => {
  const clock = new AggregateError([fetchFailure("ENETUNREACH"), fetchFailure("CERT_NOT_YET_VALID")]);
  expect(classifyFetchError(new TypeError("fetch failed", { cause: clock }))).toBe("clock-wrong");
  const refused = new AggregateError([fetchFailure("ENETUNREACH"), fetchFailure("ECONNREFUSED")]);
  expect(classifyFetchError(new TypeError("fetch failed", { cause: refused }))).toBe("refused");
});

test("a name that does not exist is not found", async () => {
  const url = "http://no-such-name.invalid/";
  const answer = await requestService({ url, timeoutSeconds: 10 }, { fetch, now: () => new Date() });
  expect(answer).toEqual({ kind: "failure", failure: "no-name" });
});

test("an answer that breaks off in the middle is cut", async () => {
  const service = await startScriptedService({}, () =>
    createPlainServer((_, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"ok":');
      setTimeout(() => response.destroy(), 20);
    }),
  );
  const answer = await requestService(
    { url: service.url, timeoutSeconds: 10 },
    { fetch, now: () => new Date() },
  );
  expect(answer).toEqual({ kind: "failure", failure: "cut" });
});

test("a stranger who sends without end is cut off, not swallowed", async () => {
  const service = await startScriptedService({}, () =>
    createPlainServer((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(1 << 20)));
      };
      response.on("drain", more);
      more();
    }),
  );
  const answer = await requestService(
    { url: service.url, timeoutSeconds: 60 },
    { fetch, now: () => new Date() },
  );
  expect(answer).toMatchObject({ kind: "answer", body: null });
});

test("a server that never answers gives no answer", async () => {
  const service = await startScriptedService({}, () => createPlainServer(() => {}));
  const answer = await requestService(
    { url: service.url, timeoutSeconds: 0.2 },
    { fetch, now: () => new Date() },
  );
  expect(answer).toEqual({ kind: "failure", failure: "no-answer" });
});

test("a certificate that has expired by our clock points at the clock", async () => {
  const { ca, key, cert } = makeCertificate(-1);
  const answer = await requestHttps(key, cert, ca);
  expect(answer).toEqual({ kind: "failure", failure: "clock-wrong" });
});

test("a certificate of a stranger is an interception", async () => {
  const { key, cert } = makeCertificate(1);
  const answer = await requestHttps(key, cert, null);
  expect(answer).toEqual({ kind: "failure", failure: "intercepted" });
});

async function requestHttps(key: string, cert: string, trusted: string | null) {
  const before = getCACertificates("default");
  onTestFinished(() => setDefaultCACertificates(before));
  if (trusted !== null) setDefaultCACertificates([trusted]);
  const service = await startScriptedService(
    {},
    (listener) => createServer({ key, cert }, listener) as never,
  );
  const url = service.url.replace("http://127.0.0.1", "https://localhost");
  return requestService({ url, timeoutSeconds: 10 }, { fetch, now: () => new Date() });
}
