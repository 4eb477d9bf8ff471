import { deriveHostname } from "../config/rules/hostname.ts";
import { isDashboardHash, isLoginHash } from "../config/rules/password.ts";
import type { SetupConfig } from "../config/schema.ts";
import { buildIssue } from "../issues/build-issue.ts";
import { InternalError } from "../issues/exceptions.ts";
import type { Issue } from "../issues/issue.ts";
import type { Secret } from "../issues/secret.ts";
import type { Profiles } from "./profiles.ts";
import { modelKeys, modelRoles, resolveModels } from "./resolve-models.ts";
import type { NetworkSettings, Settings } from "./settings.ts";

/** What a blank stands for. */
export const defaults = {
  assistantName: "Clawdie",
  hostname: "clawdie",
  timezone: "UTC",
  locale: "en_US",
  profile: "balanced",
  openRouterBaseUrl: "https://openrouter.ai/api/v1",
  telegramApiRoot: "https://api.telegram.org",
} as const;

export interface ResolvedSettings {
  /** Null when an issue is an error. */
  readonly settings: Settings | null;
  readonly issues: readonly Issue[];
}

/**
 * Config → settings, nothing optional left. Pure; passwords must be hashed before (`hashPasswords`).
 * @throws InternalError when a password is still plain: a plain one must not reach settings, plans or files.
 */
export function resolveSettings(config: SetupConfig, profiles: Profiles): ResolvedSettings {
  const profile = config.PROFILE ?? defaults.profile;
  const { models, issues } = resolveModels(config, profile, profiles);
  if (models === null) return { settings: null, issues };
  const assistantName = config.ASSISTANT_NAME ?? defaults.assistantName;
  const settings: Settings = {
    schema: 1,
    assistantName,
    hostname: config.HOSTNAME ?? deriveHostname(assistantName) ?? defaults.hostname,
    timezone: config.TIMEZONE ?? defaults.timezone,
    locale: config.LOCALE ?? defaults.locale,
    profile,
    models,
    overriddenModels: modelRoles.filter((role) => config[modelKeys[role]] !== null),
    modelMoves: [],
    openRouter: {
      baseUrl: config.OPENROUTER_BASE_URL ?? defaults.openRouterBaseUrl,
      apiKey: required(config.OPENROUTER_API_KEY, "OPENROUTER_API_KEY"),
    },
    telegram: {
      apiRoot: config.TELEGRAM_API_ROOT ?? defaults.telegramApiRoot,
      botToken: required(config.TELEGRAM_BOT_TOKEN, "TELEGRAM_BOT_TOKEN"),
      adminId: required(config.TELEGRAM_ADMIN_ID, "TELEGRAM_ADMIN_ID"),
    },
    monthlyLimitUsd: config.MONTHLY_LIMIT_USD,
    operator: resolveOperator(config),
    login: {
      sshAuthorizedKey: config.SSH_AUTHORIZED_KEY,
      passwordHash: hashed(config.CLAWDIE_USER_PASSWORD, isLoginHash),
    },
    network: resolveNetwork(config),
  };
  return { settings, issues: [...issues, ...warnAboutEndpoint(config, settings)] };
}

function required<Value>(value: Value | null, key: string): Value {
  if (value === null) throw new InternalError(`${key} is blank in a config that was accepted`);
  return value;
}

function hashed(password: Secret | null, isHash: (text: string) => boolean): Secret | null {
  if (password !== null && !isHash(password.reveal())) {
    throw new InternalError("a password was not hashed before the settings were resolved");
  }
  return password;
}

function resolveOperator(config: SetupConfig): Settings["operator"] {
  const passwordHash = hashed(config.OPERATOR_PASSWORD, isDashboardHash);
  if (config.OPERATOR_EMAIL === null || passwordHash === null) return null;
  return { email: config.OPERATOR_EMAIL, passwordHash };
}

function resolveNetwork(config: SetupConfig): NetworkSettings {
  const { NETWORK_ADDRESS: addresses, NETWORK_GATEWAY: gateways, NETWORK_DNS: dns } = config;
  if (addresses === null || gateways === null || dns === null) return { mode: "automatic" };
  return { mode: "static", addresses, gateways, dns };
}

/** Another endpoint rarely knows OpenRouter's model ids. */
function warnAboutEndpoint(config: SetupConfig, { models }: Settings): Issue[] {
  if (config.OPENROUTER_BASE_URL === null) return [];
  return modelRoles
    .filter((role) => config[modelKeys[role]] === null)
    .map((role) => buildIssue("model.not-on-endpoint", { key: modelKeys[role] }, { value: models[role] }));
}
