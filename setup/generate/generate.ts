import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { listGeneratedFiles } from "./generated-files.ts";

/** Writes the generated files below `root`. @returns Paths that were changed. */
export async function writeGeneratedFiles(root: string): Promise<string[]> {
  const stale = await findStaleFiles(root);
  const files = listGeneratedFiles();
  for (const path of stale) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), files[path] ?? "");
  }
  return stale;
}

/** Paths whose content differs from what the sources say. */
export async function findStaleFiles(root: string): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, wanted] of Object.entries(listGeneratedFiles())) {
    const present = await readFile(join(root, path), "utf8").catch(() => null);
    if (present !== wanted) stale.push(path);
  }
  return stale;
}

async function main(argv: readonly string[]): Promise<number> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const check = argv.includes("--check");
  const paths = check ? await findStaleFiles(root) : await writeGeneratedFiles(root);
  for (const path of paths) process.stdout.write(`${check ? "out of date" : "written"}: ${path}\n`);
  if (!check) {
    // To look at without building an image; the image build makes its own.
    const { writePages } = await import("./build-pages.ts");
    for (const name of await writePages(join(root, "dist"))) process.stdout.write(`written: dist/${name}\n`);
  }
  if (!check || paths.length === 0) return 0;
  process.stdout.write("Run node setup/generate/generate.ts and commit the result.\n");
  return 1;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
