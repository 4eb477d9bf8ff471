import type { Models } from "../settings/settings.ts";
import type { SettingsSummary } from "./describe-settings.ts";
import type { SetupDocument } from "./document.ts";
import { listOrigins, type Origin } from "./list-origins.ts";
import { keyMeta, type SetupKey, setupKeys } from "./schema.ts";
import { validateConfig } from "./validate.ts";

export interface ListedSetting {
  readonly key: SetupKey;
  readonly origin: Origin;
  /** What the box will use, secrets as the summary gives them; null where a blank means none, what only words can say, or what only the box knows. */
  readonly value: string | null;
}

/** Every setting of an accepted file with its value and origin, in the order the keys are declared; none of a refused one. Pure. */
export function listSettings(document: SetupDocument, settings: SettingsSummary): ListedSetting[] {
  const { config } = validateConfig(document);
  if (config === null) return [];
  const origins = listOrigins(config);
  return setupKeys
    .filter((key) => keyMeta(key).tier !== "written by us")
    .map((key) => {
      const origin = origins[key];
      return { key, origin, value: origin === "box" ? null : readers[key](settings) || null };
    });
}

type Reader = (settings: SettingsSummary) => string | null;

const model =
  (role: keyof Models): Reader =>
  ({ models }) =>
    models[role];

const network =
  (part: "addresses" | "gateways" | "dns"): Reader =>
  ({ network: found }) =>
    found.mode === "static" ? found[part].join(", ") : null;

/** Where each key's effective value stands in the summary; the compiler keeps the table complete. */
const readers: Readonly<Record<SetupKey, Reader>> = {
  OPENROUTER_API_KEY: ({ openRouter }) => openRouter.apiKey,
  TELEGRAM_BOT_TOKEN: ({ telegram }) => telegram.botToken,
  TELEGRAM_ADMIN_ID: ({ telegram }) => telegram.adminId,
  ASSISTANT_NAME: ({ assistantName }) => assistantName,
  MONTHLY_LIMIT_USD: ({ monthlyLimitUsd }) => (monthlyLimitUsd === null ? null : String(monthlyLimitUsd)),
  SETUP_SCHEMA_VERSION: () => null,
  PROFILE: ({ profile }) => profile,
  CHAT_MODEL: model("chat"),
  FALLBACK_MODEL: model("fallback"),
  COMPACTION_MODEL: model("compaction"),
  OPENROUTER_BASE_URL: ({ openRouter }) => openRouter.baseUrl,
  TELEGRAM_API_ROOT: ({ telegram }) => telegram.apiRoot,
  TIMEZONE: ({ timezone }) => timezone,
  LOCALE: ({ locale }) => locale,
  HOSTNAME: ({ hostname }) => hostname,
  NETWORK_ADDRESS: network("addresses"),
  NETWORK_GATEWAY: network("gateways"),
  NETWORK_DNS: network("dns"),
  OPERATOR_EMAIL: ({ operator }) => operator?.email ?? null,
  OPERATOR_PASSWORD: ({ operator }) => operator?.password ?? null,
  SSH_AUTHORIZED_KEY: ({ login }) => login.sshAuthorizedKey,
  CLAWDIE_USER_PASSWORD: ({ login }) => login.password,
  INSTALL_DISK: ({ install }) => install.disk,
  ERASE_DISK: ({ install }) => install.eraseCode,
  INSTALL_MODE: ({ install }) => install.mode,
  ALLOW_IDENTITY_CHANGE: ({ install }) => (install.allowIdentityChange ? "yes" : null),
};
