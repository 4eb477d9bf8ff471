import { readFile } from "node:fs/promises";
import { join } from "node:path";

export interface Asset {
  readonly type: string;
  readonly body: string;
}

const types: Readonly<Record<string, string>> = {
  "style.css": "text/css; charset=utf-8",
  "live.js": "text/javascript; charset=utf-8",
  "welcome.js": "text/javascript; charset=utf-8",
  "icon.svg": "image/svg+xml",
};

/** The few files pages refer to, by path; read once, so that no request ever names a file. */
export async function readAssets(folder: string): Promise<ReadonlyMap<string, Asset>> {
  const entries = Object.entries(types).map(
    async ([name, type]): Promise<[string, Asset]> => [
      `/assets/${name}`,
      { type, body: await readFile(join(folder, name), "utf8") },
    ],
  );
  return new Map(await Promise.all(entries));
}
