/**
 * node test/mutation/score.ts <folder with instrumented setup/ and test/> [part/of] [words in file names]: the mutation
 * score of the reader and the rules of setup.txt. Stryker makes the mutants (see stryker.conf.json); this judges each
 * against the corpus in one process, where starting a test runner for each of thousands would take a day. A mutant is
 * killed when a case of the corpus gets another verdict, other codes or another rendering than in the golden files, or throws.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bundleCorpus } from "./bundle-corpus.ts";
import { buildJudge } from "./judge-mutants.ts";

const [folder = "", part = "1/1", wanted = ""] = process.argv.slice(2);
const [index = 1, parts = 1] = part.split("/").map(Number);
const root = resolve(folder);
const checkout = resolve(import.meta.dirname, "../..");

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

const { counting, plain } = await bundleCorpus(root, checkout);
const isKilled = buildJudge(counting, plain);
let [killed, all] = [0, 0];
for (const [file, mutants] of listMutants()) {
  if (mutants.length === 0 || !new RegExp(wanted).test(file)) continue;
  const mine = mutants.filter((_, position) => position % parts === index - 1);
  const survivors = mine.filter((mutant) => !isKilled(mutant));
  killed += mine.length - survivors.length;
  all += mine.length;
  const score = mine.length === 0 ? "-" : ((1 - survivors.length / mine.length) * 100).toFixed(1);
  process.stdout.write(`| ${file} | ${mine.length} | ${score} | ${survivors.join(" ")} |\n`);
}
process.stdout.write(`| all | ${all} | ${((killed / all) * 100).toFixed(2)} | |\n`);
