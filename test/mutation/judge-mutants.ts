import type { LoadCorpus, StrykerMarks } from "./bundle-corpus.ts";

/** Which cases run a mutant's place in the code; those that every evaluation runs are judged by all cases. */
interface Coverage {
  readonly expected: readonly string[];
  readonly everywhere: ReadonlySet<string>;
  readonly byCase: readonly ReadonlySet<string>[];
}

/** The right answers, each from modules evaluated anew, so that nothing kept from an earlier case hides what a case runs. */
function measureCoverage(load: LoadCorpus): Coverage {
  const expected: string[] = [];
  const byCase: Set<string>[] = [];
  const everywhere = new Set<string>();
  for (let index = 0, count = 1; index < count; index++) {
    const marks: StrykerMarks = {};
    const corpus = load(marks);
    count = corpus.count;
    marks.currentTestId = "case";
    expected.push(corpus.answer(index));
    byCase.push(new Set(Object.keys(marks.mutantCoverage?.perTest.case ?? {})));
    for (const mutant of Object.keys(marks.mutantCoverage?.static ?? {})) everywhere.add(mutant);
  }
  return { expected, everywhere, byCase };
}

/** True when some case is answered differently, throws or never ends with this mutant switched on. */
export type IsKilled = (mutant: string) => boolean;

/** Prepares for judging many mutants; cases that killed lately are tried first. */
export function buildJudge(counting: LoadCorpus, load: LoadCorpus): IsKilled {
  const { expected, everywhere, byCase } = measureCoverage(counting);
  let order = expected.map((_, index) => index);
  return (mutant) => {
    const cases = everywhere.has(mutant) ? order : order.filter((index) => byCase[index]?.has(mutant));
    if (cases.length === 0) return false;
    const killer = findKiller(load, mutant, cases, expected);
    if (typeof killer === "number") order = [killer, ...order.filter((index) => index !== killer)];
    return killer !== null;
  };
}

function findKiller(
  load: LoadCorpus,
  mutant: string,
  cases: readonly number[],
  expected: readonly string[],
): number | "evaluation" | null {
  let current: number | "evaluation" = "evaluation";
  try {
    const corpus = load({ activeMutant: mutant, hitCount: 0, hitLimit: 3_000_000 });
    for (current of cases) if (corpus.answer(current) !== expected[current]) return current;
    return null;
  } catch {
    return current;
  }
}
