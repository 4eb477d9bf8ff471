import type { SetupConfig, SetupKey } from "../config/schema.ts";
import type { ModelRole } from "../settings/resolve-models.ts";
import { defaults } from "../settings/resolve-settings.ts";
import type { NetworkSettings, Settings } from "../settings/settings.ts";

/**
 * What becomes of one key of setup.txt when an installation is adopted. In every case a blank keeps what the box has.
 * replaced: a value in setup.txt takes the place of the box's. filled: it is taken only where the box has none.
 * identity: another value than the box's needs ALLOW_IDENTITY_CHANGE=yes. used once: it is about this visit of the stick.
 */
export type KeyRule = "replaced" | "filled" | "identity" | "used once";

export interface KeyContract<Key extends SetupKey> {
  readonly rule: KeyRule;
  readonly why: string;
  /** The value the box has, as setup.txt would say it; null when it has none. */
  readonly onBox: (kept: Settings) => SetupConfig[Key];
}

const none = () => null;

function entry<Value>(rule: KeyRule, onBox: (kept: Settings) => Value, why: string) {
  return { rule, onBox, why };
}

/** Only a model chosen by hand is a value; what the profile gave stays with the profile. */
const model = (role: ModelRole) => (kept: Settings) =>
  kept.overriddenModels.includes(role) ? kept.models[role] : null;

const network = (part: "addresses" | "gateways" | "dns") => (kept: Settings) =>
  kept.network.mode === "static" ? [...fixed(kept.network)[part]] : null;

function fixed(found: NetworkSettings): Extract<NetworkSettings, { mode: "static" }> {
  return found as Extract<NetworkSettings, { mode: "static" }>;
}

/** The public service is what a blank means. */
const unless = (usual: string, value: string) => (value === usual ? null : value);

const models = "a model chosen by hand stays chosen";
const address = "the three lines of a fixed address belong together";

/** The contract of adopt mode for every key; the compiler keeps it complete. docs/reference/adopt.md is made from it. */
export const keyContract: { readonly [Key in SetupKey]: KeyContract<Key> } = {
  OPENROUTER_API_KEY: entry("replaced", (kept) => kept.openRouter.apiKey, "a key can be exchanged any time"),
  TELEGRAM_BOT_TOKEN: entry(
    "identity",
    (kept) => kept.telegram.botToken,
    "another bot: the owner would wait in the wrong chat",
  ),
  TELEGRAM_ADMIN_ID: entry(
    "identity",
    (kept) => kept.telegram.adminId,
    "another owner would read what the assistant remembers",
  ),
  ASSISTANT_NAME: entry("replaced", (kept) => kept.assistantName, "what people see"),
  MONTHLY_LIMIT_USD: entry("replaced", (kept) => kept.monthlyLimitUsd, "a wish, not data"),
  SETUP_SCHEMA_VERSION: entry("used once", none, "says how the file is to be read"),
  PROFILE: entry("replaced", (kept) => kept.profile, "the same profile keeps its models, moved ones too"),
  CHAT_MODEL: entry("replaced", model("chat"), models),
  FALLBACK_MODEL: entry("replaced", model("fallback"), models),
  COMPACTION_MODEL: entry("replaced", model("compaction"), models),
  OPENROUTER_BASE_URL: entry(
    "replaced",
    (kept) => unless(defaults.openRouterBaseUrl, kept.openRouter.baseUrl),
    "where the models are",
  ),
  TELEGRAM_API_ROOT: entry(
    "replaced",
    (kept) => unless(defaults.telegramApiRoot, kept.telegram.apiRoot),
    "where Telegram is",
  ),
  TIMEZONE: entry("replaced", (kept) => kept.timezone, "a wish, not data"),
  LOCALE: entry("replaced", (kept) => kept.locale, "a wish; the databases sort without it"),
  HOSTNAME: entry(
    "replaced",
    (kept) => kept.hostname,
    "blank: the name stays, also when ASSISTANT_NAME changes",
  ),
  NETWORK_ADDRESS: entry("replaced", network("addresses"), address),
  NETWORK_GATEWAY: entry("replaced", network("gateways"), address),
  NETWORK_DNS: entry("replaced", network("dns"), address),
  OPERATOR_EMAIL: entry(
    "filled",
    (kept) => kept.operator?.email ?? null,
    "an account of the dashboard is data: set-operator changes it",
  ),
  OPERATOR_PASSWORD: entry(
    "filled",
    (kept) => kept.operator?.passwordHash ?? null,
    "an account of the dashboard is data: set-operator changes it",
  ),
  SSH_AUTHORIZED_KEY: entry(
    "replaced",
    (kept) => kept.login.sshAuthorizedKey,
    "a lost key is a reason to adopt",
  ),
  CLAWDIE_USER_PASSWORD: entry(
    "replaced",
    (kept) => kept.login.passwordHash,
    "a forgotten password is a reason to adopt",
  ),
  INSTALL_DISK: entry("used once", none, "chooses among several installations"),
  ERASE_DISK: entry("used once", none, "refused: adopting erases nothing"),
  INSTALL_MODE: entry("used once", none, "asks for the adoption"),
  ALLOW_IDENTITY_CHANGE: entry("used once", none, "allows another bot or owner this time"),
};
