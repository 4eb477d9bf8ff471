import { accept, refusals, type TelegramAnswer } from "./telegram-answer.ts";
import type { TelegramChats } from "./telegram-chats.ts";
import type { UpdateQueue } from "./update-queue.ts";

export interface TelegramWorld {
  readonly bot: {
    readonly id: number;
    readonly is_bot: true;
    readonly first_name: string;
    readonly username: string;
  };
  readonly chats: TelegramChats;
  readonly updates: UpdateQueue;
  /** Where updates go instead of getUpdates; empty: nowhere. */
  readonly webhook: { url: string };
  /** Told after each message that was sent or edited. */
  readonly onMessage: () => void;
}

/** Parameters of all methods; clients send numbers as numbers or as text. */
export interface Parameters {
  readonly chat_id?: unknown;
  readonly message_id?: unknown;
  readonly text?: unknown;
  readonly offset?: unknown;
  readonly limit?: unknown;
  readonly timeout?: unknown;
  readonly [name: string]: unknown;
}

type Method = (
  world: TelegramWorld,
  parameters: Parameters,
  signal: AbortSignal,
) => TelegramAnswer | Promise<TelegramAnswer>;

/** https://core.telegram.org/bots/api#sendmessage */
const maxTextLength = 4096;
const done: Method = () => accept(true);

/** Bot API methods by name in lower case: Telegram does not care about case. */
export const telegramMethods: Readonly<Record<string, Method>> = {
  getme: ({ bot }) => accept({ ...bot, can_join_groups: true, supports_inline_queries: false }),
  getchat: (world, parameters) => findChat(world, parameters),
  getupdates: ({ updates, webhook }, parameters, signal) =>
    webhook.url !== ""
      ? refusals.webhookActive
      : updates.poll({
          offset: toNumber(parameters.offset, 0),
          limit: Math.min(Math.max(toNumber(parameters.limit, 100), 1), 100),
          timeoutSeconds: toNumber(parameters.timeout, 0),
          signal,
        }),
  sendmessage: (world, parameters) => forChat(world, parameters, (chatId) => send(world, chatId, parameters)),
  editmessagetext: (world, parameters) =>
    forChat(world, parameters, (chatId) => edit(world, chatId, parameters)),
  sendchataction: (world, parameters) => forChat(world, parameters, () => accept(true)),
  setmycommands: done,
  deletemycommands: done,
  setwebhook: ({ webhook }, { url }) => {
    webhook.url = String(url ?? "");
    return accept(true);
  },
  deletewebhook: ({ webhook }) => {
    webhook.url = "";
    return accept(true);
  },
  getwebhookinfo: ({ webhook }) =>
    accept({ url: webhook.url, has_custom_certificate: false, pending_update_count: 0 }),
};

/** Whoever the bot has met is found, one that blocked it too; only writing shows the difference. */
function findChat(world: TelegramWorld, parameters: Parameters): TelegramAnswer {
  const chatId = toNumber(parameters.chat_id, Number.NaN);
  const state = world.chats.stateOf(chatId);
  if (state === null || state === "not-started") return refusals.chatNotFound;
  return accept(describeChat(world, chatId));
}

function forChat(
  { bot, chats }: TelegramWorld,
  parameters: Parameters,
  then: (chatId: number) => TelegramAnswer,
): TelegramAnswer {
  const chatId = toNumber(parameters.chat_id, Number.NaN);
  if (chatId === bot.id) return refusals.toBot;
  switch (chats.stateOf(chatId)) {
    case null:
      return refusals.chatNotFound;
    case "not-started":
      return refusals.notStarted;
    case "blocked":
      return refusals.blocked;
    case "started":
      return then(chatId);
  }
}

function send(world: TelegramWorld, chatId: number, parameters: Parameters): TelegramAnswer {
  const { chat_id: _, text = "", ...rest } = parameters;
  const problem = checkText(String(text));
  if (problem !== null) return problem;
  const message = world.chats.record({ chatId, text: String(text), parameters: rest });
  world.onMessage();
  return accept(describeMessage(world, chatId, message.messageId, message.text));
}

function edit(world: TelegramWorld, chatId: number, parameters: Parameters): TelegramAnswer {
  const text = String(parameters.text ?? "");
  const problem = checkText(text);
  if (problem !== null) return problem;
  const messageId = toNumber(parameters.message_id, Number.NaN);
  const before = world.chats.sent.find((entry) => entry.chatId === chatId && entry.messageId === messageId);
  if (before?.text === text) return refusals.notModified;
  if (world.chats.edit(chatId, messageId, text) === null) return refusals.noSuchMessage;
  world.onMessage();
  return accept(describeMessage(world, chatId, messageId, text));
}

function checkText(text: string): TelegramAnswer | null {
  if (text.trim() === "") return refusals.emptyText;
  return text.length > maxTextLength ? refusals.tooLong : null;
}

function describeMessage(world: TelegramWorld, chatId: number, messageId: number, text: string): unknown {
  const date = Math.floor(Date.now() / 1000);
  return { message_id: messageId, from: world.bot, chat: describeChat(world, chatId), date, text };
}

function describeChat({ chats }: TelegramWorld, chatId: number): unknown {
  return { id: chatId, type: "private", first_name: chats.describe(chatId).first_name };
}

function toNumber(value: unknown, otherwise: number): number {
  return value === undefined || value === null || value === "" ? otherwise : Number(value);
}
