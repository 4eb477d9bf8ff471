import { expect, test } from "vitest";
import { readKeys, readPaste } from "../../../admin-tui/wizard/read-keys.ts";

const text = (value: string) => ({ type: "text", text: value });

test.each([
  ["a", {}, [text("a")]],
  ["", { return: true }, [{ type: "enter" }]],
  ["u", { ctrl: true }, [{ type: "clear" }]],
  ["c", { ctrl: true }, [{ type: "leave" }]],
  ["t", { ctrl: true }, [{ type: "reveal" }]],
  ["z", { ctrl: true }, []],
  ["x", { meta: true }, []],
  ["", { upArrow: true }, [{ type: "up" }]],
  [
    "ab\rcd\u0015ef\r\n",
    {},
    [text("ab"), { type: "enter" }, text("cd"), { type: "clear" }, text("ef"), { type: "enter" }],
  ],
  ["Ž助", {}, [text("Ž助")]],
])("%j with %j", (input, key, wanted) => {
  expect(readKeys(input, key)).toEqual(wanted);
});

test.each([
  ["  value \r\n", [text("value")]],
  ["\n\nfirst\nsecond", [text("first")]],
  [" \r\n ", []],
])("pasted %j", (input, wanted) => {
  expect(readPaste(input)).toEqual(wanted);
});
