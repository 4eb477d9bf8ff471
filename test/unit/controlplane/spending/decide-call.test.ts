import { expect, test } from "vitest";
import { decideCall } from "../../../../controlplane/spending/decide-call.ts";

const seen = { spentUsd: 0, limitUsd: 10, inFlight: 0, largestUsd: 0.5, unverified: false };

test("a call goes out while the limit is not reached, and none from there on", () => {
  expect(decideCall(seen)).toBe("pass");
  expect(decideCall({ ...seen, spentUsd: 9.999 })).toBe("pass");
  expect(decideCall({ ...seen, spentUsd: 10 })).toBe("reached");
  expect(decideCall({ ...seen, spentUsd: 12 })).toBe("reached");
});

test("several go out together only when all of them fit below the limit", () => {
  expect(decideCall({ ...seen, spentUsd: 9, inFlight: 1 })).toBe("pass");
  expect(decideCall({ ...seen, spentUsd: 9, inFlight: 2 })).toBe("wait");
  expect(decideCall({ ...seen, spentUsd: 9.9, inFlight: 1 })).toBe("wait");
});

test("before the first answer each is taken for a hundredth of the limit", () => {
  expect(decideCall({ ...seen, largestUsd: 0, inFlight: 99 })).toBe("pass");
  expect(decideCall({ ...seen, largestUsd: 0, inFlight: 100 })).toBe("wait");
});

test("without a figure for too long nothing goes out, and the limit is named first", () => {
  expect(decideCall({ ...seen, unverified: true })).toBe("unverified");
  expect(decideCall({ ...seen, unverified: true, spentUsd: 10 })).toBe("reached");
});
