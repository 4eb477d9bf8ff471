import { Secret } from "../issues/secret.ts";
import type { Settings } from "../settings/settings.ts";

/** The content of `secrets.json`; must be a regular file of the service account with mode 0600. Pure. */
export function buildRuntimeSecrets(settings: Settings, gatewayToken: Secret): Secret {
  const secrets = {
    openrouter: { apiKey: settings.openRouter.apiKey.reveal() },
    gateway: { token: gatewayToken.reveal() },
  };
  return new Secret(`${JSON.stringify(secrets, null, 2)}\n`);
}
