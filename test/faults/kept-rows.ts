import { readFile } from "node:fs/promises";

/** The rows of a file that a run appended to, one JSON object a line; none when there is no file yet. */
export async function readKeptRows<T>(file: string): Promise<T[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  // A run that was killed may have left half a line; what it judged is judged again.
  return text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as T];
    } catch {
      return [];
    }
  });
}

/** Which rebuilt disk a row is about. */
export function nameCut({ cut, variant, seed }: { cut: number; variant: string; seed: number }): string {
  return `${cut}:${variant}:${seed}`;
}
