import { defineConfig } from "vitest/config";

/** Tests that boot machines: minutes each, two at a time because each takes about one core. */
export default defineConfig({
  test: {
    include: ["test/qemu/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20 * 60_000,
    hookTimeout: 20 * 60_000,
  },
});
