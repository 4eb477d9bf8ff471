/** npm run check: types, lint and format, shell scripts, generated files. Under two minutes; changes nothing. */
import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

export interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const checkout = resolve(import.meta.dirname, "..");
const bin = (name: string) => join(checkout, "node_modules/.bin", name);

export async function listChecks(): Promise<readonly Check[]> {
  const scripts = await findShellScripts();
  return [
    { name: "types", command: [bin("tsc"), "-p", checkout] },
    { name: "lint and format", command: [bin("biome"), "check", "--error-on-warnings", checkout] },
    { name: "shell scripts", command: ["shellcheck", "--severity=style", ...scripts.sh] },
    // OpenRC runs these with its own shell functions; `local` is part of every shell it supports.
    {
      name: "rc scripts",
      command: ["shellcheck", "--shell=sh", "--exclude=SC3043,SC2034,SC2154,SC2035", ...scripts.openrc],
    },
    {
      name: "generated files",
      command: [process.execPath, join(checkout, "setup/generate/generate.ts"), "--check"],
    },
  ];
}

/** Every file that begins like a shell script, sorted by who runs it. */
async function findShellScripts(): Promise<{ sh: string[]; openrc: string[] }> {
  const found: { sh: string[]; openrc: string[] } = { sh: [], openrc: [] };
  for (const folder of ["iso", "rc.d", "firstboot", "test"]) {
    for (const entry of await readdir(join(checkout, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const head = (await readFile(path)).subarray(0, 40).toString("latin1");
      if (head.startsWith("#!/sbin/openrc-run")) found.openrc.push(path);
      else if (/^#!\/(usr\/)?bin\/(env )?(sh|bash)\b/.test(head)) found.sh.push(path);
    }
  }
  return found;
}

/** Run one check; its output is shown only when it fails. */
export function runCheck({
  command: [program, ...args],
}: Check): Promise<{ passed: boolean; output: string }> {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd: checkout, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const take = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => done({ passed: false, output: error.message }));
    child.on("close", (code) => done({ passed: code === 0, output }));
  });
}

if (import.meta.main) {
  for (const check of await listChecks()) {
    const { passed, output } = await runCheck(check);
    process.stdout.write(`${passed ? "ok    " : "FAILED"}  ${check.name}\n${passed ? "" : output}`);
    if (!passed) process.exitCode = 1;
  }
}
