import fc from "fast-check";
import { keyMeta, setupKeys } from "../../setup/config/schema.ts";
import { buildSetupText } from "../build-setup-text.ts";
import { corpus } from "../golden/corpus/corpus.ts";

/** Larger corpus files only make the run slower; what they are about is the size. */
const seeds = Object.values(corpus)
  .flat()
  .map(({ content }) => content)
  .filter(({ length }) => length < 12_000);

/** Bytes and signs that parsers trip over. */
const signs = [
  ..."=:#'\"`\\ \t\n\r,;|<>[]{}()$%&@/-_.*~!?^+0123456789aZčßя漢🦊",
  ..."\0\u0001\u0007\b\u000b\f\u001a\u001b\u007f\u0085\u00a0\u00ad\u200b\u200d\u200e\u202e\u2028\u2029\u2060\u2066\u3000\ufeff\ufffd",
  ..."–—“”„«»‘’＝：０\u0301",
  ...[
    "\r\n",
    "export ",
    "set ",
    " #",
    "# ",
    "=>",
    ":=",
    "==",
    "```",
    "> ",
    "3D",
    "&amp;",
    "%20",
    "\\n",
    "-----BEGIN X PRIVATE KEY-----",
  ],
];

/** Marks every invented secret; it must never be shown. */
export const canary = "Kanarek7";

const secretValue = fc
  .string({ unit: fc.constantFrom(...`${"abcXYZ019"}$#"'\\ =:-_.!é🦊`), minLength: 8, maxLength: 40 })
  .map((text) => `${canary}${text}`);
const plainValue = fc.oneof(
  fc.string({ unit: fc.constantFrom(...signs), maxLength: 30 }),
  fc
    .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 30 })
    .map((points) => String.fromCodePoint(...points)),
  fc.constantFrom("", "yes", "no", "UTC", "1", "20", "sl_SI", "192.168.1.2/24", "/dev/sda", "quality"),
  secretValue,
);
const key = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...setupKeys) },
  { weight: 1, arbitrary: fc.constantFrom("COFFEE", "TELEGRAM_BOT_TOKN", "set HOSTNAME", "> LOCALE", "tz") },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...signs), maxLength: 12 }) },
);
const separator = fc.constantFrom("=", "=", "=", " = ", ": ", "==", " ", "＝", "=>", ":=", "=\u00a0");
const quote = fc.constantFrom("", "", "", '"', "'", "“");
const line = fc.tuple(key, separator, quote, plainValue, quote).map((parts) => parts.join(""));

/** A good file with other lines in it, in a random order of both. */
const writtenText = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.boolean(), fc.constantFrom("\n", "\r\n", "\r"))
  .map(([lines, good, end]) => [...(good ? buildSetupText().trim().split("\n") : []), ...lines].join(end))
  .map((text) => new TextEncoder().encode(text));

/** A good file with one more value, good as well or nearly so: many of these are accepted. */
const nearlyGood = fc
  .tuple(fc.constantFrom(...setupKeys), plainValue, fc.constantFrom("", "", ...signs), fc.nat(3))
  .map(([name, value, sign, kind]) => {
    const { secret, example } = keyMeta(name);
    const good = secret ? value : [`${example}${sign}`, `${sign}${example}`, example][kind];
    return new TextEncoder().encode(buildSetupText({ [name]: good ?? value }));
  });

type Mutation = (bytes: Uint8Array) => Uint8Array;

const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (bytes: Uint8Array, where: number) => Math.floor(where * (bytes.length + 1));

const byteMutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.nat(255)).map(([where, byte]) => (bytes: Uint8Array) => {
    const copy = new Uint8Array(bytes);
    if (copy.length > 0) copy[Math.min(at(copy, where), copy.length - 1)] = byte;
    return copy;
  }),
  fc.tuple(place, fc.constantFrom(...signs)).map(([where, sign]) => (bytes: Uint8Array) => {
    const index = at(bytes, where);
    return join(bytes.subarray(0, index), Buffer.from(sign), bytes.subarray(index));
  }),
  fc.tuple(place, fc.nat(20)).map(([where, count]) => (bytes: Uint8Array) => {
    const index = at(bytes, where);
    return join(bytes.subarray(0, index), bytes.subarray(index + count));
  }),
  fc.tuple(place, place, place).map(([from, to, where]) => (bytes: Uint8Array) => {
    const index = at(bytes, where);
    const piece = bytes.subarray(at(bytes, from), at(bytes, to)).subarray(0, 200);
    return join(bytes.subarray(0, index), piece, bytes.subarray(index));
  }),
  place.map((where) => (bytes: Uint8Array) => bytes.subarray(0, at(bytes, where))),
);

/** On the lines as Latin-1, so that every byte stays what it is. */
function onLines(change: (lines: string[]) => string[]): Mutation {
  return (bytes) => {
    const lines = Buffer.from(bytes).toString("latin1").split("\n");
    return new Uint8Array(Buffer.from(change(lines).join("\n"), "latin1"));
  };
}

const lineMutation: fc.Arbitrary<Mutation> = fc.oneof(
  place.map((where) => onLines((lines) => lines.toSpliced(where * lines.length, 1))),
  fc
    .tuple(place, place)
    .map(([from, to]) =>
      onLines((lines) => lines.toSpliced(to * lines.length, 0, lines[Math.floor(from * lines.length)] ?? "")),
    ),
  fc
    .tuple(place, line)
    .map(([where, text]) =>
      onLines((lines) => lines.toSpliced(where * lines.length, 0, Buffer.from(text).toString("latin1"))),
    ),
  place.map((where) => onLines((lines) => joinAt(lines, Math.floor(where * lines.length)))),
  fc
    .tuple(place, fc.constantFrom("# ", "> ", "export ", "\t", "\u00a0", "1 ", "- "))
    .map(([where, text]) =>
      onLines((lines) =>
        lines.map((one, index) => (index === Math.floor(where * lines.length) ? text + one : one)),
      ),
    ),
  fc.constant(onLines((lines) => lines.toReversed())),
  fc.constant(onLines((lines) => lines.map((one) => one.toLowerCase()))),
);

function joinAt(lines: string[], index: number): string[] {
  return [
    ...lines.slice(0, index),
    `${lines[index] ?? ""}${lines[index + 1] ?? ""}`,
    ...lines.slice(index + 2),
  ];
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

const mutated = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.oneof(byteMutation, lineMutation), { minLength: 1, maxLength: 5 }),
  )
  .map(([seed, mutations]) => mutations.reduce((bytes, mutate) => mutate(bytes), seed));

/** Any bytes, most of them near something an operator could write. */
export const fuzzInput: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 12, arbitrary: mutated },
  { weight: 4, arbitrary: writtenText },
  { weight: 4, arbitrary: nearlyGood },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 600 }) },
);
