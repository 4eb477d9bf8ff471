import fc from "fast-check";
import { expect, test } from "vitest";
import { readFigure } from "../../../../controlplane/spending/ask-figure.ts";
import { createCostScanner } from "../../../../controlplane/spending/cost-scanner.ts";

const stream = [
  ": OPENROUTER PROCESSING\n\n",
  'data: {"choices":[{"delta":{"content":"\\"cost\\" čebela"}}]}\n\n',
  'data: {"choices":[],"usage":{"prompt_tokens":3,"cost":0.0125}}\n\n',
  "data: [DONE]\n\n",
].join("");

function scan(contentType: string, pieces: readonly Buffer[]): number | null {
  const scanner = createCostScanner(contentType);
  for (const piece of pieces) scanner.push(piece);
  return scanner.read();
}

test("the cost of a stream is found wherever the network cuts it", () => {
  const bytes = Buffer.from(stream);
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 6 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      expect(scan("text/event-stream; charset=utf-8", pieces)).toBe(0.0125);
    }),
  );
});

test("a stream without its last event has no cost, and one that ends without a line break has", () => {
  expect(
    scan("text/event-stream", [Buffer.from(stream.slice(0, stream.indexOf('data: {"choices":[],')))]),
  ).toBeNull();
  expect(scan("text/event-stream", [Buffer.from('data: {"usage":{"cost":0.5}}')])).toBe(0.5);
  expect(scan("text/event-stream", [Buffer.from(stream.replaceAll("\n", "\r\n"))])).toBe(0.0125);
});

test("a plain answer names it in its usage; anything else is no cost", () => {
  const plain = (text: string) => scan("application/json", [Buffer.from(text)]);
  expect(plain('{"choices":[],"usage":{"cost":2}}')).toBe(2);
  expect(plain('{"choices":[],"usage":{"cost":0}}')).toBe(0);
  for (const text of [
    '{"usage":{"cost":"2"}}',
    '{"usage":{"cost":-1}}',
    '{"usage":{}}',
    "null",
    "<html>",
    "",
  ]) {
    expect(plain(text)).toBeNull();
  }
});

test("the figure of the month is the one of the calendar month, not of the key's whole life", () => {
  expect(readFigure('{"data":{"usage":90,"usage_monthly":3.5,"usage_daily":1}}')).toEqual({
    kind: "told",
    usd: 3.5,
  });
  for (const text of ['{"data":{"usage":90}}', '{"data":null}', "[]", "no"]) {
    expect(readFigure(text)).toEqual({ kind: "none" });
  }
});
