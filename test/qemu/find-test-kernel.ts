import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { findBuiltKernel } from "../../iso/vm/find-built-kernel.ts";

export interface TestKernel {
  readonly kernel: string;
  /** Folder with the modules of this kernel; null when they are not beside it. */
  readonly modules: string | null;
}

/**
 * A Linux kernel for small guests: CLAWDIE_TEST_KERNEL, or the one the image build leaves in `dist/`. Modules are
 * looked for where a Debian root has them: `<root>/boot/vmlinuz-<v>` and `<root>/lib/modules/<v>`.
 */
export function findTestKernel(
  env: Readonly<Record<string, string | undefined>>,
  project: string,
): TestKernel | null {
  const kernel = env.CLAWDIE_TEST_KERNEL ?? findBuiltKernel(project);
  if (kernel === null || !existsSync(kernel)) return null;
  const version = basename(kernel).replace("vmlinuz-", "");
  const root = dirname(dirname(kernel));
  const places = ["lib/modules", "usr/lib/modules"].map((folder) => join(root, folder, version));
  return { kernel, modules: places.find((place) => existsSync(place)) ?? null };
}
