import { readFile } from "node:fs/promises";
import { loadProfiles, type Profiles } from "./profiles.ts";

/** The table that came with the program: `profiles.toml` one folder above this module, or above the bundle made of it. */
export async function readProfiles(): Promise<Profiles> {
  return loadProfiles(await readFile(new URL("../profiles.toml", import.meta.url), "utf8"));
}
