import { parseDocument } from "../setup/config/document.ts";
import { validateConfig } from "../setup/config/validate.ts";
import type { TelegramAccess } from "../setup/handoff/verify-telegram.ts";
import { defaults } from "../setup/settings/resolve-settings.ts";

/** Whom a refused setup.txt says to tell: only when both lines are right, whatever the others are. Pure. */
export function readTelegramAccess(setupTxt: Uint8Array): TelegramAccess | null {
  const { telegram } = validateConfig(parseDocument(setupTxt));
  const { TELEGRAM_BOT_TOKEN: botToken, TELEGRAM_ADMIN_ID: adminId, TELEGRAM_API_ROOT: apiRoot } = telegram;
  if (botToken === null || adminId === null) return null;
  return { apiRoot: apiRoot ?? defaults.telegramApiRoot, botToken, adminId };
}
