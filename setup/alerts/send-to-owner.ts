import { classifyDelivery } from "../handoff/send-greeting.ts";
import { callTelegram } from "../handoff/verify-telegram.ts";
import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import type { Settings } from "../settings/settings.ts";
import { parseSetupEnv } from "../settings/setup-env.ts";

/** The settings of this box; null on a machine without, or when they cannot be understood: the first boot tells that. */
export async function readOwnSettings(host: Pick<Host, "readFile">): Promise<Settings | null> {
  const content = await host.readFile(boxLayout.setupFile);
  try {
    return content === null ? null : parseSetupEnv(content.toString("utf8"));
  } catch {
    return null;
  }
}

/** One message of the bot to its owner. @returns null when Telegram took it, else why not. */
export async function sendToOwner(
  { telegram }: Pick<Settings, "telegram">,
  text: string,
  { fetch, host }: { readonly fetch: typeof globalThis.fetch; readonly host: Pick<Host, "now"> },
): Promise<string | null> {
  const message = { chat_id: telegram.adminId, text };
  const answer = await callTelegram(telegram, "sendMessage", message, { fetch, now: () => host.now() });
  const delivery = classifyDelivery(answer);
  return delivery.outcome === "not-delivered" ? `Telegram did not take it: ${delivery.reason}` : null;
}

/** Proves the way to the owner's phone without waiting for something to fail. @returns null, or why it failed. */
export async function sendTrial(host: Host, fetch: typeof globalThis.fetch): Promise<string | null> {
  const settings = await readOwnSettings(host);
  if (settings === null) return `${boxLayout.setupFile} cannot be used: sudo clawdie apply`;
  const text = `${settings.hostname}: this is a trial message. Alerts of the box come like this.`;
  return sendToOwner(settings, text, { fetch, host });
}
