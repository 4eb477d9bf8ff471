import { runProgram } from "./run-program.ts";

/** A FAT file system inside an image file, through mtools: no mounting, no root. */
export class FatVolume {
  readonly #image: string;

  constructor(file: string, offsetBytes: number) {
    this.#image = `${file}@@${offsetBytes}`;
  }

  /** Write a file at the top of the volume, replacing one of that name. */
  async write(name: string, content: Buffer | string): Promise<void> {
    await mtool("mcopy", ["-o", "-i", this.#image, "-", `::${name}`], content);
  }

  /** The content, or null when there is no such file. FAT names have no case. */
  async read(name: string): Promise<Buffer | null> {
    const wanted = name.toLowerCase();
    const present = (await this.list()).some((entry) => entry.toLowerCase() === wanted);
    if (!present) return null;
    return (await mtool("mcopy", ["-n", "-i", this.#image, `::${name}`, "-"])).stdout;
  }

  /** Names at the top of the volume; folders end in a slash. */
  async list(): Promise<string[]> {
    const { stdout } = await mtool("mdir", ["-b", "-a", "-i", this.#image, "::"]);
    const names = stdout
      .toString()
      .split("\n")
      .map((line) => line.replace(/^::\/?/, "").trim());
    return names.filter((name) => name !== "");
  }

  async remove(name: string): Promise<void> {
    await mtool("mdel", ["-i", this.#image, `::${name}`]);
  }
}

/** mtools checks that sizes fit disk geometries of the 1990s unless told not to. */
function mtool(
  command: string,
  args: readonly string[],
  input: Buffer | string = "",
): ReturnType<typeof runProgram> {
  return runProgram("env", ["MTOOLS_SKIP_CHECK=1", "LC_ALL=C.UTF-8", command, ...args], { input });
}
