import fc from "fast-check";
import { expect, test } from "vitest";
import {
  answerQuestion,
  buildAnnouncement,
  isRival,
} from "../../../../controlplane/names/answer-question.ts";
import { buildProbe, parseDnsMessage } from "../../../../controlplane/names/dns-message.ts";

const own = { name: "clawdie.local", addresses: ["192.168.1.20", "2001:db8::20"] };
/** As macOS and Android ask, byte by byte: id 0, one question, "clawdie.local", the type, class IN (QU: 0x8001). */
const asked = (type: string, kind = "0001") =>
  Buffer.from(`000000000001000000000000${"07636c6177646965"}${"056c6f63616c00"}${type}${kind}`, "hex");
const [a, aaaa, any] = ["0001", "001c", "00ff"];

function answer(packet: Buffer, port = 5353) {
  const message = parseDnsMessage(packet);
  return message === null ? null : answerQuestion(message, own, port, 5353);
}

test("the question for an IPv4 address is answered to all, byte by byte as RFC 6762 wants it", () => {
  const given = answer(asked(a));
  expect(given?.unicast).toBe(false);
  expect(given?.packet.toString("hex")).toBe(
    `000084000000000100000000${"07636c6177646965"}${"056c6f63616c00"}0001800100000078${"0004"}c0a80114`,
  );
});

test("the question for an IPv6 address gets that, and one for any gets both", () => {
  expect(answer(asked(aaaa))?.packet.toString("hex")).toMatch(
    /001c800100000078001020010db8000000000000000000000020$/,
  );
  const both = parseDnsMessage(answer(asked(any))?.packet ?? Buffer.alloc(0));
  expect(both?.addresses.map(({ address }) => address)).toEqual(own.addresses);
});

test("who asks for an answer of its own gets one", () => {
  expect(answer(asked(a, "8001"))?.unicast).toBe(true);
});

test("an ordinary resolver gets its id and its question back, and no word about caches", () => {
  const packet = asked(a);
  packet.writeUInt16BE(0xbeef, 0);
  const given = answer(packet, 40_000);
  expect(given?.unicast).toBe(true);
  expect(given?.packet.toString("hex")).toMatch(
    /^beef8400000100010000000007636c.*0001000[1]0000000a0004c0a80114$/,
  );
});

test.each([
  ["another name", Buffer.from("0000000000010000000000000777616e64657265056c6f63616c0000010001", "hex")],
  ["another type", asked("000c")],
  ["an answer", buildAnnouncement(own)],
  ["a reversed operation", Buffer.concat([Buffer.from("00000800", "hex"), asked(a).subarray(4)])],
  ["nothing", Buffer.alloc(0)],
  ["half a question", asked(a).subarray(0, 20)],
  ["a name that points at itself", Buffer.from("000000000001000000000000c00c00010001", "hex")],
])("%s gets no answer", (_, packet) => {
  expect(answer(packet)).toBeNull();
});

test("upper case is the same name", () => {
  const packet = asked(a);
  packet.write("CLAWDIE", 13);
  expect(answer(packet)).not.toBeNull();
});

test("somebody else of the same name is a rival; our own words that come back are not", () => {
  const said = (addresses: string[]) => {
    const message = parseDnsMessage(buildAnnouncement({ ...own, addresses }));
    return message !== null && isRival(message, own);
  };
  expect(said(own.addresses)).toBe(false);
  expect(said(["192.168.1.99"])).toBe(true);
});

test("any bytes are read without an exception, and what we send can be read", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      parseDnsMessage(Buffer.from(bytes));
    }),
  );
  expect(parseDnsMessage(buildProbe(own.name))?.questions).toEqual([
    { name: "clawdie.local", type: "ANY", unicast: false },
  ]);
});
