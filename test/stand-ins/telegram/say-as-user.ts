import type { TelegramWorld } from "./telegram-methods.ts";

/** Queues a private text message of this user; returns its message id. Who writes has pressed Start. */
export function sayAsUser({ chats, updates }: TelegramWorld, chatId: number, text: string): number {
  if (chats.stateOf(chatId) !== "started") chats.setState(chatId, "started");
  const from = chats.describe(chatId);
  const messageId = chats.nextMessageId();
  updates.push({
    message: {
      message_id: messageId,
      from,
      chat: { id: chatId, type: "private", first_name: from.first_name },
      date: Math.floor(Date.now() / 1000),
      text,
      ...describeCommand(text),
    },
  });
  return messageId;
}

/** Telegram marks a leading `/command`; bots look for the mark. */
function describeCommand(text: string): { entities?: unknown[] } {
  const command = /^\/\w+/.exec(text)?.[0];
  return command === undefined
    ? {}
    : { entities: [{ type: "bot_command", offset: 0, length: command.length }] };
}
