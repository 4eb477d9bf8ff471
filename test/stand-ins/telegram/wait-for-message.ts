import type { SentMessage } from "./telegram-chats.ts";

/** The first of `sent` that fits, waiting for it at most `timeoutSeconds`.
 *  @throws Error that quotes the last messages, so that a failing test says what came instead. */
export function waitForMessage(
  sent: readonly SentMessage[],
  listeners: Set<() => void>,
  predicate: (message: SentMessage) => boolean,
  timeoutSeconds: number,
): Promise<SentMessage> {
  return new Promise((resolve, reject) => {
    const finish = (end: () => void) => {
      clearTimeout(timer);
      listeners.delete(look);
      end();
    };
    const look = () => {
      const found = sent.find(predicate);
      if (found !== undefined) finish(() => resolve(found));
    };
    const timer = setTimeout(() => {
      const last = sent.slice(-5).map((message) => `\n  to ${message.chatId}: ${message.text.slice(0, 200)}`);
      const came = last.length === 0 ? "The bot sent nothing." : `The bot's last messages:${last.join("")}`;
      finish(() => reject(new Error(`No such message within ${timeoutSeconds} s. ${came}`)));
    }, timeoutSeconds * 1000);
    listeners.add(look);
    look();
  });
}
