import { expect, test } from "vitest";
import {
  type EditAction,
  editLine,
  splitCharacters,
  startLine,
} from "../../../admin-tui/wizard/edit-line.ts";
import { showLine } from "../../../admin-tui/wizard/show-line.ts";

function edit(text: string, ...actions: EditAction[]) {
  return actions.reduce(editLine, startLine(text));
}

const key = (type: Exclude<EditAction["type"], "insert">): EditAction => ({ type });
const insert = (text: string): EditAction => ({ type: "insert", text });

test.each<[string, EditAction[], string, number]>([
  ["abc", [insert("d")], "abcd", 4],
  ["abc", [key("left"), insert("X")], "abXc", 3],
  ["abc", [key("home"), insert("X"), key("end"), insert("Y")], "XabcY", 5],
  ["abc", [key("home"), key("left"), key("backspace")], "abc", 0],
  ["abc", [key("right"), key("delete")], "abc", 3],
  ["abc", [key("home"), key("delete")], "bc", 0],
  ["abc", [key("backspace")], "ab", 2],
  ["abc", [key("clear")], "", 0],
  ["one two  ", [key("word")], "one ", 4],
  ["Ž👩‍🚀e\u0301", [key("backspace")], "Ž👩‍🚀", 6],
  ["Ž👩‍🚀", [key("left"), key("backspace")], "👩‍🚀", 0],
  ["", [insert("a\u001b[2Jb\u0000c\r\n")], "a[2Jbc", 6],
])("%j after %j is %j", (text, actions, wanted, cursor) => {
  expect(edit(text, ...actions)).toEqual({ text: wanted, cursor });
});

test("characters are what people see as one", () => {
  expect(splitCharacters("e\u0301👩‍🚀a")).toEqual(["e\u0301", "👩‍🚀", "a"]);
});

test.each([
  ["short", 10, false, "short", 5],
  ["0123456789", 6, false, "56789", 5],
  ["助手助手", 5, false, "助手", 4],
  ["secret", 20, true, "******", 6],
])("%j in %d columns, masked %s", (text, columns, masked, shown, column) => {
  expect(showLine(startLine(text), columns, masked)).toEqual({ text: shown, column });
});

test("the part around the cursor is shown, and never more than fits", () => {
  const line = { text: "0123456789", cursor: 2 };
  expect(showLine(line, 6, false)).toEqual({ text: "012345", column: 2 });
  expect(showLine({ ...line, cursor: 0 }, 4, false)).toEqual({ text: "0123", column: 0 });
});
