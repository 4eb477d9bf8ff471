import { parse } from "@iarna/toml";
import { z } from "zod";
import { InternalError } from "../issues/exceptions.ts";

const candidates = z.array(z.string().min(1)).min(1);

const Profile = z.strictObject({ chat: candidates, fallback: candidates, compaction: candidates });

/** Profile name → candidates of each role, best first. */
export const Profiles = z.strictObject({ balanced: Profile, economy: Profile, quality: Profile });
export type Profiles = z.infer<typeof Profiles>;

/** @throws InternalError when the text of `profiles.toml` is not TOML or not a complete table: it is ours, not the operator's. */
export function loadProfiles(text: string): Profiles {
  try {
    return Profiles.parse(parse(text));
  } catch (cause) {
    throw new InternalError("profiles.toml is not a complete table of profiles", { cause });
  }
}
