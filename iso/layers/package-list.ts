import { readFile } from "node:fs/promises";

/** Lines of a list file, without comments and blanks. */
export async function readList(path: string): Promise<string[]> {
  const text = await readFile(path, "utf8");
  return text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
}
