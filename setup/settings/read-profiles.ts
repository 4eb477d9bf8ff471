import { readFile } from "node:fs/promises";
import { loadProfiles, type Profiles } from "./profiles.ts";

/** Beside the bundle on the box, one folder up in the checkout. */
const places = ["./profiles.toml", "../profiles.toml"];

/** The table of profiles that came with the program. @throws when it is nowhere, which only a broken image can cause. */
export async function readProfiles(): Promise<Profiles> {
  const texts = places.map((place) => readFile(new URL(place, import.meta.url), "utf8"));
  return loadProfiles(await Promise.any(texts));
}
