import { onTestFinished } from "vitest";
import type { Settings } from "../../setup/settings/settings.ts";
import { canaries } from "../build-settings.ts";
import { startOpenRouter } from "../stand-ins/openrouter/start-openrouter.ts";
import { startTelegram } from "../stand-ins/telegram/start-telegram.ts";

/** Both stand-ins with the owner and the keys of these settings, and the settings led to them; they end with the test. */
export async function startStandIns(base: Settings, models: readonly string[]) {
  const users = [{ id: Number(base.telegram.adminId) }];
  const telegram = await startTelegram({ botToken: canaries.telegramToken, users });
  const openRouter = await startOpenRouter({ apiKey: canaries.openRouterKey, models });
  onTestFinished(async () => {
    await Promise.all([telegram.close(), openRouter.close()]);
  });
  const settings: Settings = {
    ...base,
    telegram: { ...base.telegram, apiRoot: telegram.url },
    openRouter: { ...base.openRouter, baseUrl: openRouter.baseUrl },
  };
  return { telegram, openRouter, settings };
}
