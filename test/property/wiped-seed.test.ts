import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeText } from "../../setup/config/decode-text.ts";
import { parseDocument } from "../../setup/config/document.ts";
import { keyMeta, type SetupKey, setupKeys } from "../../setup/config/schema.ts";
import { validateConfig } from "../../setup/config/validate.ts";
import { Secret } from "../../setup/issues/secret.ts";
import { findSecrets } from "../../setup/wipe/find-secrets.ts";
import { overwriteSpans } from "../../setup/wipe/overwrite-spans.ts";
import { buildSetupText } from "../build-setup-text.ts";
import { corpus } from "../golden/corpus/corpus.ts";
import { checkText } from "../unit/config/check-text.ts";

const secretKeys = setupKeys.filter((key) => keyMeta(key).secret);
const encodings = [
  (text: string) => Buffer.from(text, "utf8"),
  (text: string) => Buffer.from(text, "latin1"),
  (text: string) => Buffer.from(text, "utf16le"),
  (text: string) => Buffer.from(text, "utf16le").swap16(),
];

/** As in the file, and as the box uses them. */
function listSecrets(bytes: Uint8Array): string[] {
  const document = parseDocument(bytes);
  const raw = document.entries
    .filter(({ key }) => secretKeys.includes(key))
    .map(({ value }) => value.reveal());
  const config = validateConfig(document).config as Record<string, unknown> | null;
  const used = Object.values(config ?? {}).flatMap((value) =>
    value instanceof Secret ? [value.reveal()] : [],
  );
  return [...new Set([...raw, ...used])].filter((secret) => secret.length >= 8);
}

/** Everything a wiped file promises about the one it was. */
function expectWiped(bytes: Uint8Array, id = ""): void {
  const secrets = listSecrets(bytes);
  const wiped = overwriteSpans(bytes, findSecrets(bytes, secrets));
  for (const secret of secrets) {
    for (const encode of encodings) expect(wiped.includes(encode(secret)), id).toBe(false);
  }
  expect(wiped.length, id).toBe(bytes.length);
  expect(overwriteSpans(wiped, findSecrets(wiped, secrets)).equals(wiped), `${id}: a second time`).toBe(true);
  const before = decodeText(bytes);
  const after = decodeText(wiped);
  expect({ ...after, lines: after.lines.length }, id).toEqual({ ...before, lines: before.lines.length });
  const own = new Set(
    parseDocument(bytes)
      .entries.filter(({ key }) => secretKeys.includes(key))
      .map(({ line }) => line),
  );
  const changed = before.lines.filter(({ text }, at) => text !== after.lines[at]?.text);
  const holds = (text: string) => secrets.some((secret) => text.includes(secret));
  expect(
    changed.filter(({ number, text }) => !own.has(number) && !holds(text)),
    id,
  ).toEqual([]);
}

const accepted = Object.values(corpus)
  .flat()
  .filter(({ verdict }) => verdict !== "R");

test("no secret is left of any accepted file of the corpus, and nothing else is changed", () => {
  expect(accepted.length).toBeGreaterThan(200);
  for (const { id, content } of accepted) expectWiped(content, id);
});

test("a wiped file is refused, and says why of each secret of a real length", () => {
  const filled = { OPERATOR_EMAIL: "a@example.org", OPERATOR_PASSWORD: "one-two-three-four" };
  const bytes = Buffer.from(buildSetupText({ ...filled, CLAWDIE_USER_PASSWORD: "five-six-seven-eight" }));
  const { decision, issues } = checkText(overwriteSpans(bytes, findSecrets(bytes, [])));
  expect(decision).toBe("reject");
  const told = issues.filter(({ code }) => code === "value.wiped").map(({ key }) => key as SetupKey);
  expect(told.toSorted()).toEqual([...secretKeys].toSorted());
});

test("any password, any encoding, a note that repeats it", () => {
  const password = fc.string({
    unit: fc.constantFrom(..."abcXYZ0129 .-_:=/@#\"'čšéß🦊€"),
    minLength: 12,
    maxLength: 40,
  });
  const line = fc.tuple(
    password,
    fc.constantFrom(...encodings.filter((_, at) => at !== 1)),
    fc.constantFrom("", "\ufeff"),
  );
  fc.assert(
    fc.property(line, ([secret, encode, mark]) => {
      const text = buildSetupText({ CLAWDIE_USER_PASSWORD: secret }).replaceAll("\n", "\r\n");
      const bytes = encode(`${mark}# note ${secret}\r\n${text}`);
      if (checkText(bytes).decision !== "reject") expectWiped(bytes);
    }),
  );
});
