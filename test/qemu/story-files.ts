import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

export const checkout = resolve(import.meta.dirname, "../..");

/** A file of the last image build; `npm test` builds before it boots. */
export async function findMedium(kind: "img" | "iso"): Promise<string> {
  const { version } = JSON.parse(await readFile(join(checkout, "package.json"), "utf8")) as {
    version: string;
  };
  return join(checkout, `dist/clawdie-${version}-amd64.${kind}`);
}

export function readExample(name: string): Promise<string> {
  return readFile(join(checkout, "seed-examples", name, "setup.txt"), "utf8");
}
