/**
 * node test/mutation/score.ts <folder with instrumented setup/ and test/> [part/of] [words in file names]: the mutation score of the reader
 * and the rules of setup.txt. Stryker makes the mutants (see stryker.conf.json); this judges each against the corpus
 * in one process, where starting a test runner for each of thousands would take a day. A mutant is killed when a case
 * of the corpus gets another verdict, other codes or another rendering than in the golden files, or throws.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { runInThisContext } from "node:vm";
import { build } from "esbuild";

interface Corpus {
  readonly answers: () => Iterable<string>;
}

const [folder = "", part = "1/1", wanted = ""] = process.argv.slice(2);
const [index = 1, parts = 1] = part.split("/").map(Number);
const root = resolve(folder);
const checkout = resolve(import.meta.dirname, "../..");

/** What the golden tests look at, one string for each case; the rules have the most mutants and the last cases. */
const entry = `
  import { corpus } from "./test/golden/corpus/corpus.ts";
  import { renderCase } from "./test/golden/corpus/render-case.ts";
  const cases = Object.values(corpus).flat().filter(({ content }) => content.length < 12_000);
  export function* answers() { for (const one of cases.toReversed()) yield renderCase(one); }
`;

async function bundle(): Promise<string> {
  const result = await build({
    stdin: { contents: entry, resolveDir: root, loader: "ts" },
    ...{ bundle: true, write: false, platform: "node", format: "iife", globalName: "corpusModule" },
    nodePaths: [join(checkout, "node_modules")],
    external: ["zod", "@iarna/toml"],
    define: { "import.meta.url": JSON.stringify(`file://${root}/test/unit/config/check-text.ts`) },
    logLevel: "error",
  });
  return result.outputFiles[0]?.text ?? "";
}

const marks = globalThis as { __stryker__?: { activeMutant?: string; hitCount?: number; hitLimit?: number } };

/** The modules evaluated anew with this mutant switched on, so that constants of modules are mutated as well. */
function load(script: (require: NodeJS.Require) => Corpus, mutant: string | undefined): Corpus {
  marks.__stryker__ = mutant === undefined ? {} : { activeMutant: mutant, hitCount: 0, hitLimit: 3_000_000 };
  return script(createRequire(join(checkout, "package.json")));
}

function isKilled(
  script: (require: NodeJS.Require) => Corpus,
  mutant: string,
  expected: readonly string[],
): boolean {
  try {
    let place = 0;
    for (const answer of load(script, mutant).answers()) if (answer !== expected[place++]) return true;
    return place !== expected.length;
  } catch {
    return true;
  }
}

/** Mutants by file, from the instrumented source; files Stryker left alone have none. */
function listMutants(): Map<string, string[]> {
  const files = ["setup/config", "setup/config/rules"].flatMap((dir) =>
    readdirSync(join(root, dir))
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${dir}/${name}`),
  );
  const ids = (file: string) => [
    ...new Set(
      readFileSync(join(root, file), "utf8")
        .matchAll(/stryMutAct_9fa48\("(\d+)"\)/g)
        .map((m) => m[1] ?? ""),
    ),
  ];
  return new Map(files.map((file) => [file, ids(file)]));
}

const code = await bundle();
const script = runInThisContext(`(require) => { ${code}; return corpusModule; }`) as (
  require: NodeJS.Require,
) => Corpus;
const expected = [...load(script, undefined).answers()];
let [killed, all] = [0, 0];
for (const [file, mutants] of listMutants()) {
  if (!new RegExp(wanted).test(file)) continue;
  const mine = mutants.filter((_, position) => position % parts === index - 1);
  const survivors = mine.filter((mutant) => !isKilled(script, mutant, expected));
  killed += mine.length - survivors.length;
  all += mine.length;
  const score = mine.length === 0 ? "-" : ((1 - survivors.length / mine.length) * 100).toFixed(1);
  process.stdout.write(`| ${file} | ${mine.length} | ${score} | ${survivors.join(" ")} |\n`);
}
process.stdout.write(`| all | ${all} | ${((killed / all) * 100).toFixed(2)} | |\n`);
