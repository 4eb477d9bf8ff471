import { assistantMessages } from "./messages/assistant-messages.ts";
import { modelMessages } from "./messages/model-messages.ts";
import { networkMessages } from "./messages/network-messages.ts";
import { telegramMessages } from "./messages/telegram-messages.ts";

/**
 * Every verdict of the handoff: what is so (`message`) and what the owner can do (`cure`, empty when nothing is to do).
 * Words in braces come from `HandoffDetails` and from the place. No text here may ever hold a secret.
 */
export const handoffMessages = {
  ...networkMessages,
  ...telegramMessages,
  ...modelMessages,
  ...assistantMessages,
} as const;

export type HandoffCode = keyof typeof handoffMessages;

/** Values for the words in braces: user names, statuses, model ids, paths; never a secret. */
export type HandoffDetails = Readonly<
  Partial<
    Record<
      "bot" | "status" | "models" | "moves" | "reason" | "log" | "at" | "host" | "skew" | "wait" | "credit",
      string
    >
  >
>;

/** Who looks: the box itself, or `clawdie check --online` on anyone's computer. */
export type Place = "box" | "computer";

function correctOnBox(key: string): string {
  return `Then correct ${key} in setup.txt on the stick and plug it in again: the box takes it over by itself. (Once it has greeted you: sudo clawdie apply --setup setup.txt)`;
}

/** Words that depend on who reads them. */
const placeWords: Readonly<Record<Place, Readonly<Record<string, string>>>> = {
  box: {
    machine: "the box",
    again: "The box tries again by itself.",
    correctToken: correctOnBox("TELEGRAM_BOT_TOKEN"),
    correctAdmin: correctOnBox("TELEGRAM_ADMIN_ID"),
    correctKey: correctOnBox("OPENROUTER_API_KEY"),
    correctLimit: correctOnBox("MONTHLY_LIMIT_USD"),
  },
  computer: {
    machine: "this computer",
    again: "Then check again.",
    correctToken: "Then correct TELEGRAM_BOT_TOKEN in setup.txt.",
    correctAdmin: "Then correct TELEGRAM_ADMIN_ID in setup.txt.",
    correctKey: "Then correct OPENROUTER_API_KEY in setup.txt.",
    correctLimit: "Then correct MONTHLY_LIMIT_USD in setup.txt.",
  },
};

/** Words that may be left out without a gap. */
const optionalWords: HandoffDetails = { skew: "", wait: "", credit: "" };

/** Message and cure of a code with its details put in. Pure. */
export function describeHandoffCode(
  code: HandoffCode,
  details: HandoffDetails,
  place: Place = "box",
): { message: string; cure: string } {
  const words: Readonly<Record<string, string | undefined>> = {
    ...optionalWords,
    ...placeWords[place],
    ...details,
  };
  const fill = (text: string): string =>
    text.replaceAll(/\{([a-zA-Z]+)\}/g, (_, word: string) => words[word] ?? "?");
  const { message, cure } = handoffMessages[code];
  return { message: fill(message), cure: fill(cure) };
}
