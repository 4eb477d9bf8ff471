import { createFaultSwitch } from "../fault-switch.ts";
import { type HttpCall, type ServerPlace, startJsonServer } from "../start-json-server.ts";
import { answerTelegramCall, methodOf } from "./answer-telegram-call.ts";
import { sayAsUser } from "./say-as-user.ts";
import {
  type ChatState,
  createTelegramChats,
  type SentMessage,
  type TelegramUser,
} from "./telegram-chats.ts";
import { playTelegramFault, sendAnswer, type TelegramFault } from "./telegram-faults.ts";
import type { TelegramWorld } from "./telegram-methods.ts";
import { createUpdateQueue } from "./update-queue.ts";
import { waitForMessage } from "./wait-for-message.ts";

export interface TelegramOptions extends ServerPlace {
  /** `<digits>:<35 characters>`; the digits are the bot's user id. */
  readonly botToken: string;
  /** Without the @; default `stand_in_bot`. */
  readonly botUsername?: string;
  /** Display name of the bot; default "Stand-in". */
  readonly botName?: string;
  readonly users: readonly TelegramUser[];
  /** Set on the bot by another program; default none. */
  readonly webhook?: string;
}

/** One call of a method, in the order of arrival; never the token. */
export interface TelegramCall {
  readonly method: string;
  /** Whether a fault was played on it. */
  readonly faulty: boolean;
}

export interface TelegramStandIn {
  /** API root, without a trailing slash. */
  readonly url: string;
  /** The bot's messages in order, as they look after all edits. */
  readonly sent: readonly SentMessage[];
  readonly calls: readonly TelegramCall[];
  /** Message id. Who writes has pressed Start; ids nobody declared are strangers. */
  userSays(chatId: number, text: string): number;
  setChat(chatId: number, state: ChatState): void;
  /** The first message of the bot that fits, one already sent included. @throws Error quoting the last messages. */
  waitForMessage(predicate: (message: SentMessage) => boolean, timeoutSeconds: number): Promise<SentMessage>;
  /** Called after every new or edited message. */
  onMessage(listener: () => void): void;
  /** True while a bot waits in getUpdates. */
  isPolled(): boolean;
  setFault(fault: TelegramFault | null): void;
  close(): Promise<void>;
}

/** A stand-in for the Telegram Bot API. Ids go on from the clock, so that they rise across restarts as Telegram's do. */
export async function startTelegram(options: TelegramOptions): Promise<TelegramStandIn> {
  const listeners = new Set<() => void>();
  const world = buildWorld(options, listeners);
  const faults = createFaultSwitch<TelegramFault>();
  const calls: TelegramCall[] = [];
  const server = await startJsonServer(options, async (call: HttpCall) => {
    const method = methodOf(call.path);
    const fault = faults.meet(({ methods }) => methods === undefined || methods.includes(method));
    calls.push({ method, faulty: fault !== null });
    if (fault !== null && (await playTelegramFault(fault, call))) return;
    sendAnswer(call, await answerTelegramCall(world, options.botToken, call));
  });
  return {
    url: server.url,
    sent: world.chats.sent,
    calls,
    userSays: (chatId, text) => sayAsUser(world, chatId, text),
    setChat: (chatId, state) => world.chats.setState(chatId, state),
    waitForMessage: (predicate, seconds) => waitForMessage(world.chats.sent, listeners, predicate, seconds),
    onMessage: (listener) => void listeners.add(listener),
    isPolled: () => world.updates.isPolled(),
    setFault: (fault) => faults.set(fault),
    close: async () => {
      world.updates.close();
      await server.close();
    },
  };
}

function buildWorld(options: TelegramOptions, listeners: ReadonlySet<() => void>): TelegramWorld {
  const firstId = Math.floor(Date.now() / 100);
  return {
    bot: {
      id: Number(options.botToken.split(":")[0]),
      is_bot: true,
      first_name: options.botName ?? "Stand-in",
      username: options.botUsername ?? "stand_in_bot",
    },
    chats: createTelegramChats(options.users, firstId),
    updates: createUpdateQueue(firstId),
    webhook: { url: options.webhook ?? "" },
    onMessage: () => {
      for (const listener of listeners) listener();
    },
  };
}
