import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDocument } from "../../setup/config/document.ts";
import { setupKeys } from "../../setup/config/schema.ts";
import { buildSetupText } from "../build-setup-text.ts";
import { checkText } from "../unit/config/check-text.ts";

const anyKey = fc.constantFrom(...setupKeys, "COFFEE", "TELEGRAM_BOT_TOKN", "set HOSTNAME", "> LOCALE");
const separator = fc.constantFrom("=", " = ", ": ", "==", " ", "＝");
const line = fc.tuple(anyKey, separator, fc.string({ unit: "binary" })).map((parts) => parts.join(""));
const text = fc.array(fc.oneof(line, fc.string({ unit: "binary" }))).map((lines) => lines.join("\n"));

test("any bytes give a document and a decision", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4096 }), (bytes) => {
      expect(["accept", "accept-with-warnings", "reject"]).toContain(checkText(bytes).decision);
    }),
  );
});

test("any text made of keys and values gives sorted issues, 21 at most", () => {
  fc.assert(
    fc.property(text, (content) => {
      const { issues, decision, settings } = checkText(content);
      const lines = issues.map((issue) => issue.line ?? Number.MAX_SAFE_INTEGER);
      expect(lines).toEqual(lines.toSorted((a, b) => a - b));
      expect(issues.length).toBeLessThanOrEqual(21);
      expect(settings === null).toBe(decision === "reject");
      for (const { message, hint } of issues)
        expect(`${message}${hint}`).not.toMatch(/[\p{Cc}\u202a-\u202e]|\{[a-zA-Z]+\}/u);
    }),
  );
});

/** A secret no other text can hold by accident: 16 characters and more, all of them shown nowhere. */
const canary = fc.stringMatching(/^[A-Za-z0-9$#"'\\ =:-]{20,60}$/).map((body) => `Kanarek7${body.trim()}`);

test("no value of any key is shown in an issue, wherever it was put", () => {
  fc.assert(
    fc.property(fc.constantFrom(...setupKeys), separator, canary, (key, sign, secret) => {
      const content = `${buildSetupText({ [key]: null })}${key}${sign}${secret}\n${secret}\n`;
      expect(JSON.stringify(checkText(content).issues)).not.toContain("Kanarek7");
    }),
  );
});

test("a parsed document prints no value", () => {
  fc.assert(
    fc.property(fc.constantFrom(...setupKeys), canary, (key, secret) => {
      const document = parseDocument(new TextEncoder().encode(`${key}=${secret}\n`));
      expect(JSON.stringify(document)).not.toContain("Kanarek7");
    }),
  );
});

const encodings: readonly ((content: string) => Uint8Array)[] = [
  (content) => new TextEncoder().encode(content),
  (content) => new TextEncoder().encode(`\ufeff${content}`),
  (content) => new TextEncoder().encode(content.replaceAll("\n", "\r\n")),
  (content) => new TextEncoder().encode(content.replaceAll("\n", "\r")),
  (content) => new Uint8Array(Buffer.from(`\ufeff${content}`, "utf16le")),
  (content) => new Uint8Array(Buffer.from(`\ufeff${content}`, "utf16le").swap16()),
];

test("the decision does not depend on encoding or line ends", () => {
  const value = fc.string({ unit: fc.constantFrom(..."abcXYZ0129 .-_:=/@#\"'čš🦊") });
  fc.assert(
    fc.property(fc.constantFrom(...setupKeys), value, (key, content) => {
      const results = encodings.map((encode) => checkText(encode(buildSetupText({ [key]: content })), true));
      const comparable = results.map(({ decision, issues, settings }) => ({ decision, issues, settings }));
      for (const other of comparable) expect(other).toEqual(comparable[0]);
    }),
  );
});
