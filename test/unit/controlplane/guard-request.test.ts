import { describe, expect, test } from "vitest";
import { guardRequest, plainAddress } from "../../../controlplane/web/guard-request.ts";

const post = {
  method: "POST",
  host: "clawdie.local:8443",
  origin: "https://clawdie.local:8443",
  contentType: "application/x-www-form-urlencoded",
  localAddress: "192.0.2.5",
  names: ["clawdie", "clawdie.local", "localhost"],
};
const status = (changed: object) => guardRequest({ ...post, ...changed })?.status ?? "passes";

describe("the host", () => {
  test.each([
    ["clawdie", "passes"],
    ["CLAWDIE.local:8443", "passes"],
    ["192.0.2.5:8443", "passes"],
    ["192.0.2.6:8443", 421],
    ["clawdie.evil.example", 421],
    ["evil.example", 421],
    ["[::1]:8443", 421],
    ["clawdie/../x", 400],
    [undefined, 400],
  ])("%s: %s", (host, expected) => {
    expect(status({ method: "GET", host })).toBe(expected);
  });

  test("an IPv6 address is known by the connection that came in there", () => {
    const request = { method: "GET", host: "[2001:db8::5]:8443", localAddress: "2001:db8::5" };
    expect(status(request)).toBe("passes");
    expect(status({ ...request, localAddress: "2001:db8::6" })).toBe(421);
  });
});

test("a POST must come from this very origin, as a form", () => {
  expect(status({})).toBe("passes");
  for (const origin of [
    undefined,
    "null",
    "http://clawdie.local:8443",
    "https://clawdie.local",
    "https://clawdie",
  ]) {
    expect(status({ origin }), origin).toBe(403);
  }
  for (const contentType of [
    undefined,
    "text/plain",
    "application/json",
    "multipart/form-data; boundary=x",
  ]) {
    expect(status({ contentType }), contentType).toBe(415);
  }
  for (const method of ["PUT", "DELETE", "OPTIONS", "TRACE", ""]) expect(status({ method })).toBe(405);
});

test("addresses are written one way", () => {
  expect(plainAddress("::ffff:192.0.2.5")).toBe("192.0.2.5");
  expect(plainAddress("FE80::1%eth0")).toBe("fe80::1");
  expect(plainAddress("2001:db8::ffff:1")).toBe("2001:db8::ffff:1");
});
