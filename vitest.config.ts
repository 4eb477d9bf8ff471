import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    exclude: ["test/qemu/**", "node_modules/**"],
    // By itself it leaves one core free: on two cores that is half of them.
    maxWorkers: "100%",
    // A limit for what hangs, not a measure: a busy machine is several times slower.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
