/**
 * npm run bench [-- --warm] [--json FILE]
 *
 * Prints one table and writes JSON (default dist/bench.json): image build times and sizes, installation and first boot
 * by stage against a plain shell script in the same virtual machine, memory of the idle box. About 45 minutes, 10 of
 * them for the build with an empty cache, which --warm leaves out. Run it on an otherwise idle computer.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildImage } from "../../iso/build-image.ts";
import { measureBox } from "./measure-box.ts";
import { measureImage } from "./measure-image.ts";
import { measureShell } from "./measure-shell.ts";

const checkout = resolve(import.meta.dirname, "../..");
const { values } = parseArgs({
  options: { warm: { type: "boolean", default: false }, json: { type: "string" } },
});
const say = (line: string) => void process.stderr.write(`bench: ${line}\n`);

say(values.warm ? "image builds" : "image builds, one with an empty cache (usually 10 min)");
const image = await measureImage(checkout, process.env, !values.warm);
await buildImage({ checkout, output: join(checkout, "dist"), mirror: null, env: process.env, say: () => {} });
const box = await measureBox(checkout, say);
const shell = await measureShell(checkout, process.env, say);
const ratio = (ours: string, theirs: string) => (box[ours] ?? Number.NaN) / (shell[theirs] ?? Number.NaN);
const figures: Record<string, number | null> = {
  "image: empty cache": image.cold,
  "image: nothing changed": image.unchanged,
  "image: our code changed": image.codeChanged,
  ...Object.fromEntries(
    Object.entries(image.bytes).map(([name, bytes]) => [`MiB: ${name}`, bytes / 1024 ** 2]),
  ),
  ...box,
  ...shell,
  "ratio: install, ours to shell": ratio("install by our code", "install by the shell script"),
  "ratio: provisioning, ours to shell": ratio("provisioning by our code", "provisioning by the shell script"),
};
const machine = `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GiB`;
process.stdout.write(
  `${machine}; virtual machine: 2 cores emulated (TCG), 2 GiB. Seconds unless the name says otherwise.\n\n`,
);
for (const [name, value] of Object.entries(figures)) {
  process.stdout.write(
    `${name.padEnd(48)} ${value === null ? "left out" : value.toFixed(value < 10 ? 2 : 0).padStart(8)}\n`,
  );
}
const path = values.json ?? join(checkout, "dist/bench.json");
await mkdir(dirname(path), { recursive: true });
await writeFile(path, `${JSON.stringify({ schema: 1, machine, figures }, null, 2)}\n`);
