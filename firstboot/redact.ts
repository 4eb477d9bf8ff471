import type { Secret } from "../setup/issues/secret.ts";
import type { Settings } from "../setup/settings/settings.ts";

/** What secrets look like wherever they come from: keys of model services, bot tokens, password hashes, key blocks. */
const shapes: readonly RegExp[] = [
  /\bsk-[A-Za-z0-9_-]{12,}/g,
  /\d{6,}:[A-Za-z0-9_-]{30,}/g,
  /\$(?:1|2[aby]|5|6|y|argon2id?)\$[^\s"']+/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\bbearer\s+[A-Za-z0-9._~+/-]{12,}/gi,
];

const mask = "[secret]";

/** Text for the stick: the given secrets, and all that looks like one, replaced. Pure. */
export function redact(text: string, secrets: readonly Secret[]): string {
  const known = secrets
    .map((secret) => secret.reveal())
    .filter((value) => value.length >= 4)
    .toSorted((a, b) => b.length - a.length);
  const withoutKnown = known.reduce((rest, value) => rest.replaceAll(value, mask), text);
  return shapes.reduce((rest, shape) => rest.replaceAll(shape, mask), withoutKnown);
}

/** Every secret of these settings. Pure. */
export function listSecrets({ openRouter, telegram, operator, login }: Settings): Secret[] {
  const all = [openRouter.apiKey, telegram.botToken, operator?.passwordHash, login.passwordHash];
  return all.filter((secret) => secret !== undefined && secret !== null);
}
