import { expect, test } from "vitest";
import { judgeKey } from "../../../setup/handoff/judge-key.ts";

const key = { limit: null, remaining: null, isFreeTier: false, expiresAt: null };
const model = { outcome: "ok" as const, key, offered: null, skewSeconds: 0 };

test("a key without a limit is worth a word only when the box has no monthly limit either", () => {
  const code = (monthlyLimitUsd: number | null) =>
    judgeKey(model, true, { place: "box", settings: { monthlyLimitUsd } })[1];
  expect(code(null)).toBe("model.no-limit");
  expect(code(20)).toBe("model.ok");
});
