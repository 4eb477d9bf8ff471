import { globSync } from "node:fs";
import { join } from "node:path";

/** The kernel that the image build left in `dist/`, or null before the first build. */
export function findBuiltKernel(project: string): string | null {
  const newest = globSync("dist/**/vmlinuz*", { cwd: project }).sort().at(-1);
  return newest === undefined ? null : join(project, newest);
}
