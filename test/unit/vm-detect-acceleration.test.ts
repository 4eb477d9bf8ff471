import { expect, test } from "vitest";
import { detectAcceleration } from "../../iso/vm/detect-acceleration.ts";

test.each(["kvm", "tcg"] as const)("CLAWDIE_ACCEL=%s decides", async (wanted) => {
  expect(await detectAcceleration({ kernel: null, env: { CLAWDIE_ACCEL: wanted } })).toBe(wanted);
});

test("an unknown CLAWDIE_ACCEL is refused by name", async () => {
  const asked = detectAcceleration({ kernel: null, env: { CLAWDIE_ACCEL: "xen" } });
  await expect(asked).rejects.toThrow("CLAWDIE_ACCEL=xen");
});

test("without a kernel to try, TCG", async () => {
  expect(await detectAcceleration({ kernel: null, env: {} })).toBe("tcg");
});
