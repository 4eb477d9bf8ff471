export interface TelegramUser {
  readonly id: number;
  /** Default "Tester". */
  readonly firstName?: string;
  /** Whether the user pressed Start, never wrote, or blocked the bot; default "started". */
  readonly chat?: ChatState;
}

export type ChatState = "started" | "not-started" | "blocked";

/** A message of the bot, as the user's phone shows it after all edits. */
export interface SentMessage {
  readonly messageId: number;
  readonly chatId: number;
  readonly text: string;
  /** Everything else the call carried (parse_mode, reply markup …). */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly edited: boolean;
}

export interface TelegramChats {
  readonly sent: readonly SentMessage[];
  /** null: the bot has never heard of this user. */
  stateOf(chatId: number): ChatState | null;
  setState(chatId: number, state: ChatState): void;
  describe(chatId: number): { readonly id: number; readonly first_name: string; readonly is_bot: false };
  nextMessageId(): number;
  record(message: Omit<SentMessage, "messageId" | "edited">): SentMessage;
  /** The message after the edit, or null when the bot never sent it. */
  edit(chatId: number, messageId: number, text: string): SentMessage | null;
}

/** Who may be written to, and what the bot wrote. @param firstId message ids count on from here. */
export function createTelegramChats(users: readonly TelegramUser[], firstId: number): TelegramChats {
  const states = new Map<number, ChatState>(users.map((user) => [user.id, user.chat ?? "started"]));
  const names = new Map(users.map((user) => [user.id, user.firstName ?? "Tester"]));
  const sent: SentMessage[] = [];
  let lastMessageId = firstId;
  const nextMessageId = () => {
    lastMessageId += 1;
    return lastMessageId;
  };
  return {
    sent,
    stateOf: (chatId) => states.get(chatId) ?? null,
    setState: (chatId, state) => states.set(chatId, state),
    describe: (chatId) => ({ id: chatId, first_name: names.get(chatId) ?? "Stranger", is_bot: false }),
    nextMessageId,
    record(message) {
      const recorded = { messageId: nextMessageId(), ...message, edited: false };
      sent.push(recorded);
      return recorded;
    },
    edit(chatId, messageId, text) {
      const place = sent.findIndex((entry) => entry.chatId === chatId && entry.messageId === messageId);
      const before = sent[place];
      if (before === undefined) return null;
      const after = { ...before, text, edited: true };
      sent[place] = after;
      return after;
    },
  };
}
