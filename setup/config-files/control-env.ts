import { Secret } from "../issues/secret.ts";
import type { Settings } from "../settings/settings.ts";
import { parseEnvFile, renderEnvFile } from "./env-file.ts";

/** Made on the box at the first run and kept: they join services, no person types them. */
export interface GeneratedTokens {
  /** The runtime's gateway asks for it. */
  readonly gatewayToken: Secret;
  /** The control plane signs its sessions with it. */
  readonly controlToken: Secret;
}

/** /etc/clawdie/control.env: what the control plane needs to verify, greet, limit spending and open the dashboard. */
export function renderControlEnv(settings: Settings, generated: GeneratedTokens): Secret {
  return renderEnvFile({
    ASSISTANT_NAME: settings.assistantName,
    LOCALE: settings.locale,
    TIMEZONE: settings.timezone,
    TELEGRAM_API_ROOT: settings.telegram.apiRoot,
    TELEGRAM_ADMIN_ID: settings.telegram.adminId,
    TELEGRAM_BOT_TOKEN: settings.telegram.botToken,
    OPENROUTER_BASE_URL: settings.openRouter.baseUrl,
    OPENROUTER_API_KEY: settings.openRouter.apiKey,
    CHAT_MODEL: settings.models.chat,
    FALLBACK_MODEL: settings.models.fallback,
    COMPACTION_MODEL: settings.models.compaction,
    MONTHLY_LIMIT_USD: settings.monthlyLimitUsd,
    OPERATOR_EMAIL: settings.operator?.email ?? null,
    OPERATOR_PASSWORD_HASH: settings.operator?.passwordHash ?? null,
    GATEWAY_TOKEN: generated.gatewayToken,
    CONTROL_TOKEN: generated.controlToken,
  });
}

/** The generated tokens of an existing control.env, or null when one is missing: then make new ones. */
export function parseGeneratedTokens(text: string): GeneratedTokens | null {
  const { GATEWAY_TOKEN: gateway, CONTROL_TOKEN: control } = parseEnvFile(text);
  if (gateway === undefined || control === undefined) return null;
  return { gatewayToken: new Secret(gateway), controlToken: new Secret(control) };
}
