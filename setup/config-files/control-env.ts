import { Secret } from "../issues/secret.ts";
import { decodeEnvValue, encodeEnvValue } from "../settings/env-value.ts";
import type { Settings } from "../settings/settings.ts";

/** Made on the box at the first run and kept: they join services, no person types them. */
export interface GeneratedTokens {
  /** The runtime's gateway asks for it. */
  readonly gatewayToken: Secret;
  /** The control plane signs its sessions with it. */
  readonly controlToken: Secret;
}

/** /etc/clawdie/control.env: what the control plane needs to serve, and to tell the owner about the monthly limit. */
export function renderControlEnv(settings: Settings, generated: GeneratedTokens): Secret {
  const values = {
    ASSISTANT_NAME: settings.assistantName,
    LOCALE: settings.locale,
    TIMEZONE: settings.timezone,
    TELEGRAM_API_ROOT: settings.telegram.apiRoot,
    TELEGRAM_ADMIN_ID: settings.telegram.adminId,
    TELEGRAM_BOT_TOKEN: settings.telegram.botToken.reveal(),
    OPENROUTER_BASE_URL: settings.openRouter.baseUrl,
    OPENROUTER_API_KEY: settings.openRouter.apiKey.reveal(),
    CHAT_MODEL: settings.models.chat,
    FALLBACK_MODEL: settings.models.fallback,
    COMPACTION_MODEL: settings.models.compaction,
    MONTHLY_LIMIT_USD: settings.monthlyLimitUsd === null ? "" : String(settings.monthlyLimitUsd),
    GATEWAY_TOKEN: generated.gatewayToken.reveal(),
    CONTROL_TOKEN: generated.controlToken.reveal(),
  };
  const lines = Object.entries(values).map(([key, value]) => `${key}=${encodeEnvValue(value)}\n`);
  return new Secret(`# Made by Clawdie; changes are overwritten.\n${lines.join("")}`);
}

/** Key → value of a control.env; an empty value stands for "none". */
export function parseControlEnv(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [, key, value] of text.matchAll(/^([A-Z][A-Z0-9_]*)='([^'\n]*)'$/gm)) {
    if (key !== undefined && value !== undefined) values[key] = decodeEnvValue(value);
  }
  return values;
}

/** The generated tokens of an existing control.env, or null when one is missing: then make new ones. */
export function parseGeneratedTokens(text: string): GeneratedTokens | null {
  const { GATEWAY_TOKEN: gateway, CONTROL_TOKEN: control } = parseControlEnv(text);
  if (!gateway || !control) return null;
  return { gatewayToken: new Secret(gateway), controlToken: new Secret(control) };
}
