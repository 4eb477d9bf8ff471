import type { Catalogue } from "./catalogue.ts";
import sl from "./sl.json" with { type: "json" };

/** The Slovenian catalogue, all of it from sl.json. */
export function buildSlovenian(): Catalogue {
  return sl;
}
