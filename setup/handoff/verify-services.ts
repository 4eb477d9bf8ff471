import type { Settings } from "../settings/settings.ts";
import { findLoginPage } from "./find-login-page.ts";
import type { ServiceDeps } from "./service-request.ts";
import { type ModelOutcome, verifyModel } from "./verify-model.ts";
import { type TelegramOutcome, verifyTelegram } from "./verify-telegram.ts";

export interface VerifiedServices {
  readonly telegram: TelegramOutcome;
  readonly model: ModelOutcome;
}

/**
 * Everything outside the box, asked at once: the box at every look, `clawdie check --online` on any computer. A login
 * page of the network cannot answer over TLS, so when neither service was reached it is looked for without TLS.
 */
export async function verifyServices(
  { telegram: bot, openRouter }: Pick<Settings, "telegram" | "openRouter">,
  deps: ServiceDeps,
): Promise<VerifiedServices> {
  const [telegram, model] = await Promise.all([verifyTelegram(bot, deps), verifyModel(openRouter, deps)]);
  if (telegram.outcome !== "unreachable" || model.outcome !== "unreachable") return { telegram, model };
  if (!(await findLoginPage([bot.apiRoot, openRouter.baseUrl], deps))) return { telegram, model };
  const caught = { outcome: "unreachable", reason: "login-page", skewSeconds: null } as const;
  return { telegram: caught, model: caught };
}
