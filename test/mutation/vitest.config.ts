import { defineConfig } from "vitest/config";

/** The tests that judge the reader and the rules of setup.txt, in one process: a mutant then costs a second, not ten. */
export default defineConfig({
  test: {
    include: [
      "test/golden/corpus/*.test.ts",
      "test/golden/setup-txt/*.test.ts",
      "test/unit/config/**/*.test.ts",
    ],
    exclude: ["node_modules/**", "test/unit/config/find-seed-file.test.ts"],
    isolate: false,
    fileParallelism: false,
    testTimeout: 20_000,
  },
});
