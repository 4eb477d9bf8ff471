import type { Issue } from "../issues/issue.ts";
import { Secret } from "../issues/secret.ts";
import type { Profiles } from "../settings/profiles.ts";
import { type ResolvedSettings, resolveSettings } from "../settings/resolve-settings.ts";
import type { Models, NetworkSettings, ProfileName } from "../settings/settings.ts";
import type { SetupConfig } from "./schema.ts";

/** Settings for people and programs to read before the installation: secrets masked or, on request, shown; nothing hashed. */
export interface SettingsSummary {
  readonly assistantName: string;
  readonly hostname: string;
  readonly timezone: string;
  readonly locale: string;
  readonly profile: ProfileName;
  readonly models: Models;
  readonly openRouter: { readonly baseUrl: string; readonly apiKey: string };
  readonly telegram: { readonly apiRoot: string; readonly botToken: string; readonly adminId: string };
  readonly monthlyLimitUsd: number | null;
  readonly operator: { readonly email: string; readonly password: string } | null;
  readonly login: { readonly sshAuthorizedKey: string | null; readonly password: string | null };
  readonly network: NetworkSettings;
  readonly install: {
    readonly disk: string | null;
    readonly eraseCode: string | null;
    readonly mode: SetupConfig["INSTALL_MODE"];
    readonly allowIdentityChange: boolean;
  };
}

/** Settings without any password: for whoever only looks or asks, and hashes nothing. Pure. */
export function resolveUnhashed(config: SetupConfig, profiles: Profiles): ResolvedSettings {
  const unhashed = { ...fillFromBox(config), OPERATOR_PASSWORD: null, CLAWDIE_USER_PASSWORD: null };
  return resolveSettings(unhashed, profiles);
}

/** True when it names everything that services can be asked about; a file for an adoption may leave that to the box. */
export function isComplete(config: SetupConfig): boolean {
  return fillFromBox(config) === config;
}

const onBox = "as on the box";

/** What is blank in a file for an adoption only the box knows. */
function fillFromBox(config: SetupConfig): SetupConfig {
  const { OPENROUTER_API_KEY: key, TELEGRAM_BOT_TOKEN: token, TELEGRAM_ADMIN_ID: admin } = config;
  if (config.INSTALL_MODE !== "adopt" || (key !== null && token !== null && admin !== null)) return config;
  return {
    ...config,
    OPENROUTER_API_KEY: key ?? new Secret(onBox),
    TELEGRAM_BOT_TOKEN: token ?? new Secret(onBox),
    TELEGRAM_ADMIN_ID: admin ?? onBox,
  };
}

/** An accepted config → what the box will be. Passwords are left out before resolving, since here nothing is hashed. */
export function describeSettings(config: SetupConfig, profiles: Profiles, showSecrets: boolean) {
  const { settings, issues } = resolveUnhashed(config, profiles);
  if (settings === null) return { settings: null, issues };
  const show = (secret: Secret) => (showSecrets ? secret.reveal() : secret.toString());
  const { schema, overriddenModels, modelMoves, openRouter, telegram, ...plain } = settings;
  const { OPERATOR_EMAIL: email, OPERATOR_PASSWORD: password, CLAWDIE_USER_PASSWORD: login } = config;
  const summary: SettingsSummary = {
    ...plain,
    openRouter: { ...openRouter, apiKey: show(openRouter.apiKey) },
    telegram: { ...telegram, botToken: show(telegram.botToken) },
    operator: email === null || password === null ? null : { email, password: show(password) },
    login: { sshAuthorizedKey: config.SSH_AUTHORIZED_KEY, password: login === null ? null : show(login) },
    install: {
      disk: config.INSTALL_DISK,
      eraseCode: config.ERASE_DISK,
      mode: config.INSTALL_MODE,
      allowIdentityChange: config.ALLOW_IDENTITY_CHANGE ?? false,
    },
  };
  return { settings: summary, issues: issues as readonly Issue[] };
}
