import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const libraries = "usr/lib/x86_64-linux-gnu";
const limitBytes = 256 * 1024 ** 2;

/** What a program of ours said, whatever its exit code. */
export interface ToolAnswer {
  readonly exitCode: number;
  readonly output: string;
}

/**
 * OpenZFS as a program: `zdb` of the very packages the box has, with the code of its kernel module built as a library.
 * It opens, reads and verifies a pool without a kernel module and without writing to it.
 */
export class OpenZfsTools {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param baseLayer `base.squashfs` of the image; @param folder where the programs are put, unless they are there. */
  static async unpack(baseLayer: string, folder: string): Promise<OpenZfsTools> {
    if (existsSync(join(folder, "usr/sbin/zdb"))) return new OpenZfsTools(folder);
    await mkdir(folder, { recursive: true });
    const { stdout } = await run("unsquashfs", ["-ll", baseLayer], { maxBuffer: limitBytes });
    const paths = stdout.split("\n").flatMap((line) => / squashfs-root\/(\S+)/.exec(line)?.[1] ?? []);
    const wanted = new RegExp(`^${libraries}/(lib[^/]*\\.so[^/]*|ld-[^/]*)$|^usr/sbin/zdb$`);
    const kept = paths.filter((path) => wanted.test(path));
    await run("unsquashfs", ["-quiet", "-no-progress", "-force", "-dest", folder, baseLayer, ...kept]);
    return new OpenZfsTools(folder);
  }

  async zdb(args: readonly string[], timeoutSeconds: number): Promise<ToolAnswer> {
    const loader = join(this.#folder, libraries, "ld-linux-x86-64.so.2");
    const call = [
      "--library-path",
      join(this.#folder, libraries),
      join(this.#folder, "usr/sbin/zdb"),
      ...args,
    ];
    try {
      const options = { maxBuffer: limitBytes, timeout: timeoutSeconds * 1000 };
      const { stdout, stderr } = await run(loader, call, options);
      return { exitCode: 0, output: `${stdout}${stderr}` };
    } catch (error) {
      const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string };
      return { exitCode: typeof code === "number" ? code : 255, output: `${stdout ?? ""}${stderr ?? ""}` };
    }
  }
}
