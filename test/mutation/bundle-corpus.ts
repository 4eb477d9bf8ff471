import { createRequire } from "node:module";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { build } from "esbuild";

/** The corpus and the unit tests with the code they judge, evaluated once. */
export interface CorpusModule {
  readonly count: number;
  /** What the golden file shows of one case; of a test, that it passed. @throws what a test throws that fails */
  readonly answer: (index: number) => string;
}

/** Counters and switches that instrumented code reads (Stryker's instrumenter, instrument-test.ts). */
export interface StrykerMarks {
  readonly activeMutant?: string;
  hitCount?: number;
  readonly hitLimit?: number;
  currentTestId?: string;
  readonly mutantCoverage?: {
    readonly static: Record<string, number>;
    readonly perTest: { readonly case?: Record<string, number> };
  };
}

/** Evaluates all modules anew, so that constants of modules are mutated as well. */
export type LoadCorpus = (marks: StrykerMarks) => CorpusModule;

/** Tests whose only world is the text they are given. */
const unitTests = ["check-setup", "erase-code-form", "limits", "list-settings", "read-values"];

/** Larger files only make the run slower; what they are about is the size. */
const entry = `
  import { corpus } from "./test/golden/corpus/corpus.ts";
  import { renderCase } from "./test/golden/corpus/render-case.ts";
  import { collected } from "vitest";
  ${unitTests.map((name) => `import "./test/unit/config/${name}.test.ts";`).join("\n")}
  const cases = Object.values(corpus).flat().filter(({ content }) => content.length < 12_000);
  export const count = cases.length + collected.length;
  export function answer(index) {
    if (index < cases.length) return renderCase(cases[index]);
    collected[index - cases.length]();
    return "passed";
  }
`;

/** Bundles the instrumented code below `root`: once with its counters, and once without them, which takes half the time. */
export async function bundleCorpus(
  root: string,
  checkout: string,
): Promise<{ readonly counting: LoadCorpus; readonly plain: LoadCorpus }> {
  const result = await build({
    stdin: { contents: entry, resolveDir: root, loader: "ts" },
    ...{ bundle: true, write: false, platform: "node", format: "iife", globalName: "corpusModule" },
    nodePaths: [join(checkout, "node_modules")],
    external: ["zod", "@iarna/toml", "fast-check"],
    alias: { vitest: join(checkout, "test/mutation/collect-tests.ts") },
    define: { "import.meta.url": JSON.stringify(`file://${root}/test/unit/config/check-text.ts`) },
    logLevel: "error",
  });
  const code = result.outputFiles[0]?.text ?? "";
  const require = createRequire(join(checkout, "package.json"));
  const plain = code.replaceAll(/stryCov_9fa48\d*\(["\d, ]+\)/g, "0");
  return { counting: compile(code, require), plain: compile(plain, require) };
}

function compile(code: string, require: NodeJS.Require): LoadCorpus {
  const script = runInThisContext(`(require) => { ${code}; return corpusModule; }`) as (
    require: NodeJS.Require,
  ) => CorpusModule;
  return (marks) => {
    (globalThis as { __stryker__?: StrykerMarks }).__stryker__ = marks;
    return script(require);
  };
}
