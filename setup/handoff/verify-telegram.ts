import { z } from "zod";
import { Secret } from "../issues/secret.ts";
import { requestService, type ServiceAnswer, type ServiceDeps } from "./service-request.ts";
import { classifyTrouble, type ServiceTrouble, serviceError } from "./service-trouble.ts";

export interface TelegramAccess {
  /** `https://api.telegram.org` or a self-hosted Bot API server, without a trailing slash. */
  readonly apiRoot: string;
  readonly botToken: Secret;
  readonly adminId: string;
}

interface Bot {
  /** Display name. */
  readonly botName: string;
  /** Without the @. */
  readonly botUsername: string;
  readonly skewSeconds: number | null;
}

export type TelegramOutcome =
  | ({ readonly outcome: "ok" } & Bot)
  /** The owner has not pressed Start in the chat, or TELEGRAM_ADMIN_ID is somebody else. */
  | ({ readonly outcome: "not-started" } & Bot)
  | ({ readonly outcome: "blocked" } & Bot)
  | { readonly outcome: "token-refused"; readonly skewSeconds: number | null }
  | ServiceTrouble;

/** Bot API answers: https://core.telegram.org/bots/api#making-requests */
const Me = z.object({
  ok: z.literal(true),
  result: z.object({ first_name: z.string(), username: z.string() }),
});
const Refusal = z.object({ ok: z.literal(false), description: z.string().default("") });

const timeoutSeconds = 20;

/** Does the token work, and may the bot write to its owner? Two requests at most; throws nothing. */
export async function verifyTelegram(access: TelegramAccess, deps: ServiceDeps): Promise<TelegramOutcome> {
  const me = await callTelegram(access, "getMe", null, deps);
  if (!(me.kind === "answer" && me.status === 200)) return classifyTelegram(me, null);
  return classifyTelegram(me, await callTelegram(access, "getChat", { chat_id: access.adminId }, deps));
}

/** One Bot API method. */
export function callTelegram(
  access: TelegramAccess,
  method: "getMe" | "getChat" | "sendMessage",
  parameters: Readonly<Record<string, string>> | null,
  deps: ServiceDeps,
): Promise<ServiceAnswer> {
  const url = new Secret(`${access.apiRoot}/bot${access.botToken.reveal()}/${method}`);
  return requestService({ url, timeoutSeconds, ...(parameters === null ? {} : { json: parameters }) }, deps);
}

/** What getMe and (after a good getMe) getChat or sendMessage say. Pure. */
export function classifyTelegram(me: ServiceAnswer, chat: ServiceAnswer | null): TelegramOutcome {
  const trouble = classifyTelegramTrouble(me);
  if (trouble !== null) return trouble;
  if (me.kind === "failure") return { outcome: me.failure, skewSeconds: null };
  // Telegram answers 404 to a token of the wrong shape, 401 to a revoked one.
  const refused = Refusal.safeParse(me.body).success && [401, 404].includes(me.status);
  if (refused) return { outcome: "token-refused", skewSeconds: me.skewSeconds };
  const known = Me.safeParse(me.body);
  if (me.status !== 200 || !known.success || chat === null) return serviceError(me);
  const { first_name: botName, username: botUsername } = known.data.result;
  return classifyChat(chat, { botName, botUsername, skewSeconds: me.skewSeconds });
}

function classifyChat(chat: ServiceAnswer, bot: Bot): TelegramOutcome {
  const trouble = classifyTelegramTrouble(chat);
  if (trouble !== null) return trouble;
  if (chat.kind === "failure") return { outcome: chat.failure, skewSeconds: null };
  if (chat.status === 200) return { outcome: "ok", ...bot };
  const refusal = Refusal.safeParse(chat.body);
  if (!refusal.success || ![400, 403].includes(chat.status)) return serviceError(chat);
  const blocked = refusal.data.description.includes("blocked by the user");
  return { outcome: blocked ? "blocked" : "not-started", ...bot };
}

const RetryLater = z.object({ parameters: z.object({ retry_after: z.number() }) });

/** Telegram puts the waiting time of a 429 into the body. */
function classifyTelegramTrouble(answer: ServiceAnswer): ServiceTrouble | null {
  const trouble = classifyTrouble(answer);
  if (trouble?.outcome !== "rate-limited" || answer.kind !== "answer") return trouble;
  const later = RetryLater.safeParse(answer.body);
  return later.success ? { ...trouble, retryAfterSeconds: later.data.parameters.retry_after } : trouble;
}
