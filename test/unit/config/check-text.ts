import { readFileSync } from "node:fs";
import { type CheckResult, checkSetup } from "../../../setup/config/check-setup.ts";
import { loadProfiles } from "../../../setup/settings/profiles.ts";

const profiles = loadProfiles(readFileSync(new URL("../../../setup/profiles.toml", import.meta.url), "utf8"));

/** `clawdie check` of a text or of bytes. */
export function checkText(content: string | Uint8Array, showSecrets = false): CheckResult {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return checkSetup(bytes, { profiles, file: "setup.txt", showSecrets });
}

/** Without the warning that every text with a MONTHLY_LIMIT_USD and another model service gives. */
export function listCodes(result: CheckResult): string[] {
  return result.issues.map(({ code }) => code).filter((code) => code !== "limit.own-endpoint");
}
