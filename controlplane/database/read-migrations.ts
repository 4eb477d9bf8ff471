import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export interface Migration {
  /** File name without `.sql`; files are applied in the order of their names. */
  readonly name: string;
  readonly sql: string;
}

/** The `*.sql` files of a folder. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.slice(0, -".sql".length),
      sql: await readFile(join(folder, file), "utf8"),
    })),
  );
}
