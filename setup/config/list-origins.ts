import { keyContract } from "../adopt/key-contract.ts";
import { type SetupConfig, type SetupKey, setupKeys } from "./schema.ts";

/** Where the value behind a key comes from: the file; the profile; another key; what a blank stands for; the box
 *  that is to be adopted; or nothing at all. */
export type Origin = "file" | "profile" | "derived" | "default" | "box" | "none";

const whenBlank: Readonly<Partial<Record<SetupKey, Origin>>> = {
  ASSISTANT_NAME: "default",
  HOSTNAME: "derived",
  PROFILE: "default",
  TIMEZONE: "default",
  LOCALE: "default",
  CHAT_MODEL: "profile",
  FALLBACK_MODEL: "profile",
  COMPACTION_MODEL: "profile",
  OPENROUTER_BASE_URL: "default",
  TELEGRAM_API_ROOT: "default",
  INSTALL_DISK: "default",
  INSTALL_MODE: "default",
  ALLOW_IDENTITY_CHANGE: "default",
  SETUP_SCHEMA_VERSION: "default",
};

export type Origins = Readonly<Record<SetupKey, Origin>>;

/** What of an accepted config was written, and what stands behind each blank. Pure. */
export function listOrigins(config: SetupConfig): Origins {
  return Object.fromEntries(setupKeys.map((key) => [key, findOrigin(config, key)])) as Origins;
}

function findOrigin(config: SetupConfig, key: SetupKey): Origin {
  if (config[key] !== null) return "file";
  if (config.INSTALL_MODE === "adopt" && keyContract[key].rule !== "used once") return "box";
  return whenBlank[key] ?? "none";
}
