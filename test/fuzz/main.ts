/**
 * node test/fuzz/main.ts [--runs 1000000] [--seed 1]: inputs near what operators write, judged by every rule that holds
 * for any bytes (test/fuzz/judge-input.ts). The same seed gives the same inputs. About 2 ms each.
 */
import { readFileSync } from "node:fs";
import { loadProfiles } from "../../setup/settings/profiles.ts";
import { readArguments } from "../read-arguments.ts";
import { type FuzzSummary, runFuzz } from "./run-fuzz.ts";

const values = readArguments("Usage: node test/fuzz/main.ts [--runs 1000000] [--seed 1]\n", {
  runs: { type: "string", default: "1000000" },
  seed: { type: "string", default: "1" },
});
const profiles = loadProfiles(readFileSync(new URL("../../setup/profiles.toml", import.meta.url), "utf8"));
const say = (line: string) => void process.stdout.write(`${line}\n`);
const began = performance.now();

function onBatch({ runs, slowestMs }: FuzzSummary): void {
  if (runs % 10_000 === 0) say(`${runs} inputs, slowest ${slowestMs.toFixed(0)} ms`);
}

function onSlow(bytes: Uint8Array, milliseconds: number): void {
  say(`${milliseconds.toFixed(0)} ms for ${Buffer.from(bytes).toString("base64")}`);
}

function printTable(summary: FuzzSummary): void {
  const minutes = (performance.now() - began) / 60_000;
  const rows = {
    seed: summary.seed,
    inputs: summary.runs,
    "accepted without a word": summary.accepted,
    "accepted with warnings": summary.warned,
    rejected: summary.rejected,
    "compared with another encoding or line end": summary.reencoded,
    "written anew and read back": summary.roundTrips,
    "bytes read": summary.bytes,
    "slowest check, ms of computing": summary.slowestMs.toFixed(1),
    "checks over 1 s": summary.overOneSecond,
    "most memory of one check, MiB": (summary.mostAllocated / 2 ** 20).toFixed(1),
    "peak of the whole process, MiB": (process.resourceUsage().maxRSS / 1024).toFixed(0),
    minutes: minutes.toFixed(1),
  };
  say("\n| what | how many |\n|---|---|");
  for (const [what, figure] of Object.entries(rows)) say(`| ${what} | ${figure} |`);
}

const options = { runs: Number(values.runs), seed: Number(values.seed), profiles, onBatch, onSlow };
const summary = runFuzz(options);
printTable(summary);
if (summary.overOneSecond > 0 || summary.mostAllocated > 64 * 2 ** 20) process.exitCode = 1;
