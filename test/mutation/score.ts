/**
 * node test/mutation/score.ts <folder with instrumented setup/ and test/> [words in file names]: the mutation score of
 * the reader and the rules of setup.txt. Stryker makes the mutants (see stryker.conf.json); this judges each against the
 * corpus and the tests in test/unit/config in one process, where starting a test runner for each of thousands would take
 * a day. A mutant is killed when a case of the corpus gets another verdict, other codes or another rendering than in the
 * golden files, or throws, or when a test fails.
 * Every eighth mutant of each file comes first, then the next ones, so that the sums on the way are those of a fair sample.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bundleCorpus } from "./bundle-corpus.ts";
import { buildJudge } from "./judge-mutants.ts";

const [folder = "", wanted = ""] = process.argv.slice(2);
const root = resolve(folder);
const checkout = resolve(import.meta.dirname, "../..");
const rounds = 8;

interface Score {
  readonly mutants: readonly string[];
  readonly survivors: string[];
  judged: number;
}

/** Mutants by file, from the instrumented source; files Stryker left alone have none. */
function listMutants(): Map<string, Score> {
  const files = ["setup/config", "setup/config/rules"].flatMap((dir) =>
    readdirSync(join(root, dir))
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${dir}/${name}`),
  );
  const scores = files.map((file): [string, Score] => {
    const found = readFileSync(join(root, file), "utf8").matchAll(/stryMutAct_9fa48\("(\d+)"\)/g);
    return [file, { mutants: [...new Set([...found].map(([, id]) => id ?? ""))], survivors: [], judged: 0 }];
  });
  return new Map(scores.filter(([file, { mutants }]) => mutants.length > 0 && file.includes(wanted)));
}

function describe(judged: number, survivors: number): string {
  return `${judged} | ${judged - survivors} | ${judged === 0 ? "-" : ((1 - survivors / judged) * 100).toFixed(1)}`;
}

function sum(): string {
  const all = [...scores.values()];
  const count = (one: (score: Score) => number) => all.reduce((total, score) => total + one(score), 0);
  return describe(
    count(({ judged }) => judged),
    count(({ survivors }) => survivors.length),
  );
}

const scores = listMutants();
const { counting, plain } = await bundleCorpus(root, checkout);
const isKilled = buildJudge(counting, plain);
for (let round = 0; round < rounds; round++) {
  for (const [file, score] of scores) {
    for (const mutant of score.mutants.filter((_, position) => position % rounds === round)) {
      score.judged += 1;
      if (isKilled(mutant)) continue;
      score.survivors.push(mutant);
      process.stderr.write(`survives: ${file} ${mutant} (${sum()})\n`);
    }
  }
  process.stderr.write(`round ${round + 1} of ${rounds}: ${sum()}\n`);
}
process.stdout.write("| file | mutants | killed | % | survivors |\n|---|---|---|---|---|\n");
for (const [file, { judged, survivors }] of scores)
  process.stdout.write(`| ${file} | ${describe(judged, survivors.length)} | ${survivors.join(" ")} |\n`);
process.stdout.write(`| all | ${sum()} | |\n`);
