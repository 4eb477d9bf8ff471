import { defineConfig } from "vitest/config";

/** Tests that boot machines: minutes each, one at a time here; `npm test` starts a run for each file, in lanes. */
export default defineConfig({
  test: {
    include: ["test/qemu/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 1,
    testTimeout: 90 * 60_000,
    hookTimeout: 45 * 60_000,
  },
});
