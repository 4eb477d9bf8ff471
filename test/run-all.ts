/**
 * npm test: every automated test, the QEMU installs included, and a plain closing line `N passed, N failed`.
 * About 55 minutes on 2 cores, emulated; with an empty cache the last story no longer fits. `--quick` leaves out what
 * boots machines (7 minutes).
 *
 *   --minutes N   default 57: a story that would not end within it is skipped, said so and counted; 0: no limit
 *   --long        instead, only the long stories that do not fit into the hour; without a limit
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { buildImage } from "../iso/build-image.ts";
import { listChecks, runCheck } from "./check.ts";
import { extractTestKernel } from "./qemu/extract-test-kernel.ts";
import { countLanes, runInLanes } from "./qemu/lanes.ts";
import {
  chooseStories,
  expectMinutes,
  findUnlistedStories,
  fits,
  measureSlowness,
  type RanStory,
  type Story,
} from "./qemu/stories.ts";
import { readArguments, refuseArgument } from "./read-arguments.ts";

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const checkout = resolve(import.meta.dirname, "..");
const say = (line: string) => void process.stdout.write(`${line}\n`);
const one = (passed: boolean): Count => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });

async function runChecks(): Promise<Count[]> {
  const counts: Count[] = [];
  for (const check of await listChecks()) {
    const { passed, output } = await runCheck(check);
    say(`${passed ? "ok    " : "FAILED"}  ${check.name}`);
    if (!passed) say(output);
    counts.push(one(passed));
  }
  return counts;
}

/** A vitest run, counted from its own JSON; a run that ends without one counts as one failure. */
async function runVitest(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  take?: (text: string) => void,
): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), "clawdie-test-"));
  const report = join(folder, "report.json");
  const vitest = join(checkout, "node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await run(process.execPath, [vitest, "run", ...reporters, ...args], env, take);
  const text = await readFile(report, "utf8").catch(() => null);
  await rm(folder, { recursive: true });
  if (text === null) return one(false);
  const result = JSON.parse(text) as Record<
    "numPassedTests" | "numFailedTests" | "numPendingTests" | "numFailedTestSuites",
    number
  >;
  const failed = result.numFailedTests;
  // A file that does not even load has no failed test, but vitest ends with an error.
  const failedFiles = failed === 0 && code !== 0 ? Math.max(1, result.numFailedTestSuites) : 0;
  return { passed: result.numPassedTests, failed: failed + failedFiles, skipped: result.numPendingTests };
}

async function runBats(): Promise<Count> {
  let output = "";
  const bats = join(checkout, "node_modules/bats/bin/bats");
  const code = await run("bash", [bats, "--tap", join(checkout, "test/bats")], {}, (text) => {
    output += text;
  });
  const passed = output.match(/^ok /gm)?.length ?? 0;
  const failed = output.match(/^not ok /gm)?.length ?? 0;
  say(output.trim());
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped: 0 };
}

async function runMachines(stories: readonly Story[], deadline: number | null): Promise<Count[]> {
  say("\n== stick image (usually 8 min with an empty cache, 10 s when nothing changed)");
  let kernel: string;
  try {
    const report = await buildImage({
      ...{ checkout, output: join(checkout, "dist"), env: process.env },
      say: (line) => say(`  ${line}`),
    });
    kernel = await extractTestKernel(report.layers.base?.folder ?? "");
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return [one(false)];
  }
  const lanes = countLanes(availableParallelism(), totalmem());
  say(`\n== installs in QEMU (usually ${Math.round(expectMinutes(stories, lanes))} min emulated)`);
  const folder = join(checkout, "test/qemu");
  const unlisted = await findUnlistedStories(folder);
  if (unlisted.length > 0) say(`FAILED  not in test/qemu/stories.ts: ${unlisted.join(", ")}`);
  const ran: RanStory[] = [];
  const runOne = async (story: Story) => {
    const secondsLeft = deadline === null ? null : (deadline - Date.now()) / 1000;
    if (!fits(story, secondsLeft, measureSlowness(ran))) return skipStory(story);
    const start = Date.now();
    const count = await runStory(join(folder, story.file), story, kernel);
    ran.push({ story, minutes: (Date.now() - start) / 60_000, failed: count.failed });
    return count;
  };
  return [one(true), one(unlisted.length === 0), ...(await runInLanes(stories, lanes, runOne))];
}

/** On a computer with more cores some run side by side: what each one printed comes as a whole when it has ended. */
async function runStory(path: string, { file, usualMinutes }: Story, kernel: string): Promise<Count> {
  say(`started  ${file} (usually ${usualMinutes} min)`);
  let output = "";
  const args = ["--config", "test/qemu/vitest.config.ts", path];
  const count = await runVitest(args, { CLAWDIE_TEST_KERNEL: kernel }, (text) => {
    output += text;
  });
  say(`\nended    ${file}\n${output.trim()}`);
  return count;
}

function skipStory(story: Story): Count {
  say(`SKIPPED  ${story.file}: usually ${story.usualMinutes} min, too long for the time left.`);
  say("         By itself: npm test -- --minutes 0, or vitest with --config test/qemu/vitest.config.ts");
  return { passed: 0, failed: 0, skipped: 1 };
}

function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  take?: (text: string) => void,
): Promise<number> {
  return new Promise((done) => {
    const output = take === undefined ? "inherit" : "pipe";
    const stdio = ["ignore" as const, output, output] as const;
    const child = spawn(command, args, { cwd: checkout, stdio: [...stdio], env: { ...process.env, ...env } });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => take?.(text));
    child.on("error", () => done(1));
    child.on("close", (code) => done(code ?? 1));
  });
}

async function runAll(quick: boolean, deadline: number | null): Promise<Count[]> {
  say("== types, lint, scripts, generated files (usually 20 s)");
  const counts = await runChecks();
  say("\n== unit, golden, property, integration, TUI, browser (usually 6 min)");
  counts.push(await runVitest([]));
  say("\n== rc scripts (usually 10 s)");
  counts.push(await runBats());
  return quick ? counts : [...counts, ...(await runMachines(chooseStories(false), deadline))];
}

const flag = { type: "boolean", default: false } as const;
const usage = `Usage: npm test -- [--quick | --long] [--minutes <n>]

  --quick        what boots no machine (7 minutes)
  --long         only the stories that do not fit into the hour, without a limit
  --minutes <n>  default 57: a story that would not end within it is skipped, said so and counted; 0: no limit
`;
const values = readArguments(usage, {
  ...{ quick: flag, long: flag },
  minutes: { type: "string", default: "57" },
});
const minutes = Number(values.minutes);
if (!(minutes >= 0)) refuseArgument(`--minutes is a number, not ${values.minutes}.`, usage);
const deadline = minutes === 0 ? null : Date.now() + minutes * 60_000;
const counts = values.long
  ? await runMachines(chooseStories(true), null)
  : await runAll(values.quick, deadline);
const total = (name: keyof Count) => counts.reduce((sum, count) => sum + count[name], 0);
const skipped = total("skipped") > 0 ? `, ${total("skipped")} skipped` : "";
say(`\n${total("passed")} passed, ${total("failed")} failed${skipped}`);
process.exitCode = total("failed") === 0 ? 0 : 1;
