import { expect, test } from "vitest";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import {
  buildRuntimeEnvironment,
  renderRuntimeEnvironment,
} from "../../../setup/runtime/build-runtime-environment.ts";

test("the environment keeps everything below the service account's home and the configuration read-only", () => {
  expect(buildRuntimeEnvironment(boxLayout)).toMatchObject({
    HOME: "/var/lib/clawdie/runtime/home",
    TMPDIR: "/var/lib/clawdie/runtime/tmp",
    OPENCLAW_STATE_DIR: "/var/lib/clawdie/runtime/state",
    OPENCLAW_CONFIG_PATH: "/etc/clawdie/runtime/openclaw.json",
    OPENCLAW_CONFIG_READONLY: "1",
  });
});

test("NODE_COMPILE_CACHE is not set: it would cost a second process", () => {
  expect(buildRuntimeEnvironment(boxLayout)).not.toHaveProperty("NODE_COMPILE_CACHE");
});

test("one line a variable, blanks kept, line ends refused", () => {
  expect(renderRuntimeEnvironment({ A: "1", B: "two words" })).toBe("A=1\nB=two words\n");
  expect(() => renderRuntimeEnvironment({ A: "1\nB=2" })).toThrow("A holds a line end");
});
