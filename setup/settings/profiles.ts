import { parse } from "@iarna/toml";
import { z } from "zod";
import { InternalError } from "../issues/exceptions.ts";

/** An id of openrouter.ai/models. */
const modelId = z.string().regex(/^[a-z0-9][a-z0-9._-]*\/[a-z0-9][a-z0-9._:-]*$/);

/** Two at least: a retired model must have somewhere to go. */
const candidates = z
  .array(modelId)
  .min(2)
  .refine((ids) => new Set(ids).size === ids.length, "names a model twice");

const Profile = z
  .strictObject({ chat: candidates, fallback: candidates, compaction: candidates })
  .refine(({ fallback }) => !fallback.some((id) => id.endsWith(":free")), {
    path: ["fallback"],
    error: "free tiers stop answering without saying so",
  })
  .refine(({ chat, fallback }) => vendor(chat[0]) !== vendor(fallback[0]), {
    path: ["fallback"],
    error: "the first fallback must be of another vendor than the first chat model",
  });

function vendor(id: string | undefined): string | undefined {
  return id?.split("/")[0];
}

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
