import fc from "fast-check";
import { expect, test } from "vitest";
import { maskLine } from "../../../setup/page/mask-line.ts";
import { listShownLines } from "../../../setup/page/shown-lines.ts";

const shown = (text: string) =>
  maskLine(text)
    .map((part) => (part.kind === "secret" ? "•" : part.text))
    .join("");

test.each([
  ["OPENROUTER_API_KEY=sk-or-v1-abc", "OPENROUTER_API_KEY=•"],
  ["telegram bot token : 123", "telegram bot token :•"],
  ["TELEGRAM_BOT_TOKN=123:abc", "TELEGRAM_BOT_TOKN=•"],
  ["ASSISTANT_NAME=Clawdie", "ASSISTANT_NAME=Clawdie"],
  ["ASSISTANT_NAME=sk-or-v1-0123456789", "ASSISTANT_NAME=•"],
  ["OPERATOR_PASSWORD=", "OPERATOR_PASSWORD="],
  ["# OPERATOR_PASSWORD=hunter2hunter2", "# OPERATOR_PASSWORD=•"],
  ["# ask Ana for sk-or-v1-0123456789", "# ask Ana for •"],
  ["#=>ELEGRAM_BOT_TOKEN=bot7000000001:AA0123456789012345678", "#=>ELEGRAM_BOT_TOKEN=•"],
  ["# only a note", "# only a note"],
  ["half-of-a-password", "•"],
  ["secret=half", "•"],
  ["ROOT_PASSWORD=hunter2", "ROOT_PASSWORD=•"],
  ["b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ==", "•"],
  ["", ""],
])("%j is shown as %j", (text, wanted) => {
  expect(shown(text)).toBe(wanted);
});

test("the value of a secret key is hidden wherever else it stands in the file", () => {
  const file =
    "# the old one: correct horse battery\nOPERATOR_PASSWORD=correct horse battery\nASSISTANT_NAME=Ana\n";
  const { lines } = listShownLines(new TextEncoder().encode(file), []);
  const texts = lines.map(({ parts }) =>
    parts.map(({ kind, text }) => (kind === "secret" ? "•" : text)).join(""),
  );
  expect(texts).toEqual(["# the old one: •", "OPERATOR_PASSWORD=•", "ASSISTANT_NAME=Ana"]);
});

/** Everything that means something to the reader of a line, and letters of all lengths. */
const characters = fc.constantFrom(
  ...Array.from("KEYkey_=:#;/[]'\"$- \t0123456789sk\u200b\u00a0\u0001čšž🦊＝"),
);

test("the pieces of any line are the line", () => {
  fc.assert(
    fc.property(fc.string({ unit: characters, maxLength: 60 }), (text) => {
      expect(
        maskLine(text)
          .map((part) => part.text)
          .join(""),
      ).toBe(text);
    }),
  );
});
