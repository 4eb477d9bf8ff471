import type { Rule } from "./rule.ts";
import { readChoice, readEmail, readFormatVersion, readLimit, readLocale, readYesNo } from "./rules/box.ts";
import { readEraseCode, readInstallDisk } from "./rules/disk.ts";
import { readHostname } from "./rules/hostname.ts";
import { readModel, readWebAddress } from "./rules/model.ts";
import { readAddresses, readNetworkAddress } from "./rules/network.ts";
import { readOpenRouterKey } from "./rules/openrouter-key.ts";
import { readDashboardPassword, readLoginPassword } from "./rules/password.ts";
import { readSshKey } from "./rules/ssh-key.ts";
import { readTelegramAdmin, readTelegramToken } from "./rules/telegram.ts";
import { readTimezone } from "./rules/timezone.ts";
import { type SetupKey, setupSchemaVersion } from "./schema.ts";

/** The rule of every key; the compiler keeps the table complete. */
export const rules: Readonly<Record<SetupKey, Rule>> = {
  OPENROUTER_API_KEY: readOpenRouterKey,
  TELEGRAM_BOT_TOKEN: readTelegramToken,
  TELEGRAM_ADMIN_ID: readTelegramAdmin,
  ASSISTANT_NAME: (text) => text.normalize("NFC"),
  MONTHLY_LIMIT_USD: readLimit,
  SETUP_SCHEMA_VERSION: readFormatVersion(setupSchemaVersion),
  PROFILE: readChoice(["balanced", "economy", "quality"]),
  CHAT_MODEL: readModel,
  FALLBACK_MODEL: readModel,
  COMPACTION_MODEL: readModel,
  OPENROUTER_BASE_URL: readWebAddress,
  TELEGRAM_API_ROOT: readWebAddress,
  TIMEZONE: readTimezone,
  LOCALE: readLocale,
  HOSTNAME: readHostname,
  NETWORK_ADDRESS: readNetworkAddress,
  NETWORK_GATEWAY: readAddresses,
  NETWORK_DNS: readAddresses,
  OPERATOR_EMAIL: readEmail,
  OPERATOR_PASSWORD: readDashboardPassword,
  SSH_AUTHORIZED_KEY: readSshKey,
  CLAWDIE_USER_PASSWORD: readLoginPassword,
  INSTALL_DISK: readInstallDisk,
  ERASE_DISK: readEraseCode,
  INSTALL_MODE: readChoice(["fresh", "adopt", "stop"]),
  ALLOW_IDENTITY_CHANGE: readYesNo,
};
