import { canaries } from "./build-settings.ts";

const accepted: Readonly<Record<string, string>> = {
  OPENROUTER_API_KEY: canaries.openRouterKey,
  TELEGRAM_BOT_TOKEN: canaries.telegramToken,
  TELEGRAM_ADMIN_ID: "424242424",
  ASSISTANT_NAME: "Clawdie",
  MONTHLY_LIMIT_USD: "20",
};

/** A setup.txt (LF) that is accepted without an issue; pass other values, or null to leave a line out. */
export function buildSetupText(changes: Readonly<Record<string, string | null>> = {}): string {
  return Object.entries({ ...accepted, ...changes })
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}=${value}\n`)
    .join("");
}
