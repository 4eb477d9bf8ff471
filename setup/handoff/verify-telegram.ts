import { z } from "zod";
import { Secret } from "../issues/secret.ts";
import { requestService, type ServiceAnswer, type ServiceDeps } from "./service-request.ts";
import { classifyTrouble, describeFailure, type ServiceTrouble, serviceError } from "./service-trouble.ts";

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

type Chat = "ok" | "not-started" | "blocked" | "admin-is-bot";

export type TelegramOutcome =
  | ({
      /**
       * not-started: the owner has not pressed Start in the chat, or TELEGRAM_ADMIN_ID is somebody else's.
       * admin-is-bot: TELEGRAM_ADMIN_ID is the number of this or another bot.
       */
      readonly outcome: Chat;
      /** Host of a webhook set on this bot, where another program gets its messages; null when there is none. */
      readonly webhookHost: string | null;
    } & Bot)
  | { readonly outcome: "token-refused"; readonly skewSeconds: number | null }
  /** Telegram says by itself that another program reads this bot's messages; we never ask with getUpdates. */
  | { readonly outcome: "conflict"; readonly skewSeconds: number | null }
  | ServiceTrouble;

/** Bot API answers: https://core.telegram.org/bots/api#making-requests */
const Me = z.object({
  ok: z.literal(true),
  result: z.object({ id: z.number(), first_name: z.string(), username: z.string() }),
});
const WebhookInfo = z.object({ ok: z.literal(true), result: z.object({ url: z.string() }) });
const Refusal = z.object({ ok: z.literal(false), description: z.string().default("") });

const timeoutSeconds = 20;

/**
 * Does the token work, may the bot write to its owner, and does another program get its messages? Three requests at
 * most; sends no message and takes none away. Throws nothing.
 */
export async function verifyTelegram(access: TelegramAccess, deps: ServiceDeps): Promise<TelegramOutcome> {
  const me = readBot(await callTelegram(access, "getMe", null, deps));
  if ("outcome" in me) return me;
  const chat_id = access.adminId;
  const hook = await callTelegram(access, "getWebhookInfo", null, deps);
  const bot = { ...me.bot, webhookHost: readWebhookHost(hook) };
  if (chat_id === me.id) return { outcome: "admin-is-bot", ...bot };
  // Only trying to write tells an open chat from a blocked one, which getChat would find; "typing …" shows for 5 s.
  const typing = { chat_id, action: "typing" };
  const chat = judgeChat(await callTelegram(access, "sendChatAction", typing, deps));
  return typeof chat === "string" ? { outcome: chat, ...bot } : chat;
}

/** One Bot API method. */
export function callTelegram(
  access: TelegramAccess,
  method: "getMe" | "getWebhookInfo" | "sendChatAction" | "sendMessage",
  parameters: Readonly<Record<string, string>> | null,
  deps: ServiceDeps,
): Promise<ServiceAnswer> {
  const url = new Secret(`${access.apiRoot}/bot${access.botToken.reveal()}/${method}`);
  return requestService({ url, timeoutSeconds, ...(parameters === null ? {} : { json: parameters }) }, deps);
}

/** The bot behind the token, or why it is not known. Pure. */
function readBot(me: ServiceAnswer): { readonly id: string; readonly bot: Bot } | TelegramOutcome {
  const trouble = classifyTelegramTrouble(me);
  if (trouble !== null) return trouble;
  if (me.kind === "failure") return describeFailure(me.failure);
  const { status, body, skewSeconds } = me;
  // Telegram answers 404 to a token of the wrong shape, 401 to a revoked one.
  if ([401, 404].includes(status) && Refusal.safeParse(body).success)
    return { outcome: "token-refused", skewSeconds };
  const known = Me.safeParse(body);
  if (status !== 200 || !known.success) return serviceError(me);
  const { id, first_name: botName, username: botUsername } = known.data.result;
  return { id: String(id), bot: { botName, botUsername, skewSeconds } };
}

/** Whether that chat can be written to, by the answer of a method that writes to it. Pure. */
function judgeChat(answer: ServiceAnswer): Chat | TelegramOutcome {
  const trouble = classifyTelegramTrouble(answer);
  if (trouble !== null) return trouble;
  if (answer.kind === "failure") return describeFailure(answer.failure);
  if (answer.status === 200) return "ok";
  const refusal = Refusal.safeParse(answer.body);
  if (!refusal.success || ![400, 403].includes(answer.status)) return serviceError(answer);
  if (refusal.data.description.includes("messages to bots")) return "admin-is-bot";
  return refusal.data.description.includes("blocked by the user") ? "blocked" : "not-started";
}

/** Only the host: the path of a webhook is often a secret of its owner. Pure. */
function readWebhookHost(answer: ServiceAnswer): string | null {
  const info = answer.kind === "answer" ? WebhookInfo.safeParse(answer.body) : null;
  return info?.success && URL.canParse(info.data.result.url) ? new URL(info.data.result.url).hostname : null;
}

const RetryLater = z.object({ parameters: z.object({ retry_after: z.number() }) });

/** Telegram puts the waiting time of a 429 into the body. */
function classifyTelegramTrouble(answer: ServiceAnswer): TelegramOutcome | null {
  const trouble = classifyTrouble(answer);
  if (trouble === null && answer.kind === "answer" && answer.status === 409)
    return { outcome: "conflict", skewSeconds: answer.skewSeconds };
  if (trouble?.outcome !== "rate-limited" || answer.kind !== "answer") return trouble;
  const later = RetryLater.safeParse(answer.body);
  return later.success ? { ...trouble, retryAfterSeconds: later.data.parameters.retry_after } : trouble;
}
