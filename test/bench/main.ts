/**
 * npm run bench [-- --parts image,box,shell] [--rounds N] [--warm] [--json FILE]
 *
 * Prints one table and writes JSON (default dist/bench.json): image build times and sizes, installation and first boot
 * by stage against a plain shell script in the same virtual machine, memory of the idle box. About 35 minutes, 8 of
 * them for the build with an empty cache, which --warm leaves out. Parts that are not run keep their figures of the
 * JSON file. Run it on an otherwise idle computer. With --rounds, installation and provisioning are repeated in turn with
 * those of the script, and the least disturbed of each are compared: 15 minutes more for each. With --instructions,
 * installation and provisioning of both sides are counted in instructions instead of seconds, on a computer that is busy
 * with other work or shared: about 40 minutes.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { dirname, join, resolve } from "node:path";
import { buildImage } from "../../iso/build-image.ts";
import { readArguments, refuseArgument } from "../read-arguments.ts";
import { type Figures, type Measure, measureBox } from "./measure-box.ts";
import { measureImage } from "./measure-image.ts";
import { measureShell } from "./measure-shell.ts";

const checkout = resolve(import.meta.dirname, "../..");
const say = (line: string) => void process.stderr.write(`bench: ${line}\n`);

async function readImageFigures(warm: boolean): Promise<Figures> {
  say(warm ? "image builds" : "image builds, one with an empty cache (usually 8 min)");
  const { cold, unchanged, codeChanged, bytes } = await measureImage(checkout, process.env, !warm);
  return {
    ...(cold === null ? {} : { "image: empty cache": cold }),
    "image: nothing changed": unchanged,
    "image: our code changed": codeChanged,
    ...Object.fromEntries(Object.entries(bytes).map(([name, size]) => [`MiB: ${name}`, size / 1024 ** 2])),
  };
}

async function readBoxFigures(measure: Measure): Promise<Figures> {
  const output = join(checkout, "dist");
  await buildImage({ checkout, output, env: process.env, say: () => {} });
  return measureBox(checkout, say, measure);
}

/** Both sides in turn: a computer that gets slower meanwhile is slower for both. */
async function readInTurn(parts: readonly string[], rounds: number, instructions: boolean): Promise<Figures> {
  let figures: Figures = {};
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`);
    const measure = instructions ? "instructions" : round === 1 ? "answer" : "provisioned";
    const ours = parts.includes("box") ? await readBoxFigures(measure) : {};
    const script = parts.includes("shell") ? await measureShell(checkout, process.env, say, measure) : {};
    const now = { ...ours, ...script };
    for (const [name, value] of Object.entries(now)) say(`${name}: ${value.toFixed(1)}`);
    figures = { ...now, ...figures, ...leastDisturbed(figures, now) };
  }
  return figures;
}

function leastDisturbed(one: Figures, other: Figures): Figures {
  const both = Object.entries(one).filter(([name]) => / by (our code|the shell script)$/.test(name));
  return Object.fromEntries(both.map(([name, value]) => [name, Math.min(value, other[name] ?? value)]));
}

function compare(figures: Figures): Figures {
  const ratio = (what: string) =>
    (figures[`${what} by our code`] ?? NaN) / (figures[`${what} by the shell script`] ?? NaN);
  return {
    "ratio: install, ours to shell": ratio("install"),
    "ratio: provisioning, ours to shell": ratio("provisioning"),
    "ratio of instructions: install": ratio("instructions, 10^9: install"),
    "ratio of instructions: provisioning": ratio("instructions, 10^9: provisioning"),
  };
}

const usage = `Usage: npm run bench -- [--parts image,box,shell] [--rounds <n>] [--instructions] [--warm] [--json <file>]
`;

async function main(): Promise<void> {
  const values = readArguments(usage, {
    parts: { type: "string", default: "image,box,shell" },
    rounds: { type: "string", default: "1" },
    instructions: { type: "boolean", default: false },
    warm: { type: "boolean", default: false },
    json: { type: "string", default: join(checkout, "dist/bench.json") },
  });
  const parts = values.parts.split(",");
  const unknown = parts.find((part) => !["image", "box", "shell"].includes(part));
  if (unknown !== undefined) refuseArgument(`There is no part ${unknown}.`, usage);
  if (!/^[1-9]\d*$/.test(values.rounds))
    refuseArgument(`--rounds is a number from 1, not ${values.rounds}.`, usage);
  const earlier = await readFile(values.json, "utf8").then(
    (text) => (JSON.parse(text) as { figures: Figures }).figures,
    () => ({}),
  );
  // What was not measured then is null in the file.
  let figures: Figures = Object.fromEntries(Object.entries(earlier).filter(([, value]) => value !== null));
  if (parts.includes("image")) figures = { ...figures, ...(await readImageFigures(values.warm)) };
  figures = { ...figures, ...(await readInTurn(parts, Number(values.rounds), values.instructions)) };
  figures = { ...figures, ...compare(figures) };

  const model = cpus()[0]?.model ?? "unknown processor";
  const machine = `${model}, ${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GiB`;
  process.stdout.write(`${machine}; virtual machine: 2 emulated cores (TCG), 2 GiB.\n`);
  process.stdout.write("Seconds unless the name says otherwise.\n\n");
  for (const [name, value] of Object.entries(figures)) {
    process.stdout.write(`${name.padEnd(48)} ${value.toFixed(value < 10 ? 2 : 0).padStart(8)}\n`);
  }
  await mkdir(dirname(values.json), { recursive: true });
  await writeFile(values.json, `${JSON.stringify({ schema: 1, machine, figures }, null, 2)}\n`);
}

await main();
