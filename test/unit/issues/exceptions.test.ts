import { expect, test } from "vitest";
import { renderException, SetupError } from "../../../setup/issues/exceptions.ts";

const error = new SetupError("It did not work", "Try again.", { cause: new Error("no space") });

test("an exception is told with its cause, its cure and where the full report lies", () => {
  expect(renderException(error, "/var/lib/clawdie/journal.jsonl")).toBe(
    "It did not work\nbecause: no space\nTry again.\nFull report: /var/lib/clawdie/journal.jsonl",
  );
});

test("where the lines are all there is, no report is named", () => {
  expect(renderException(error, null)).toBe("It did not work\nbecause: no space\nTry again.");
});
