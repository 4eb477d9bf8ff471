/**
 * Every verdict of the handoff: what is so (`message`) and what the owner can do (`cure`, empty when nothing is to do).
 * Words in braces come from `HandoffDetails`. No text here may ever hold a secret.
 */
const retries = "The box tries again by itself.";

function correctSetup(key: string): string {
  return `Then correct ${key} in setup.txt on the stick and plug it in again: the box takes it over by itself. (Once it has greeted you: sudo clawdie apply --setup setup.txt)`;
}

export const handoffMessages = {
  "network.ok": { message: "The internet is reachable.", cure: "" },
  "network.unreachable": {
    message: "There is no way to the internet: neither Telegram nor the model service could be reached.",
    cure: `Check the network cable, the router and the internet connection. ${retries}`,
  },
  "network.intercepted": {
    message: "Something in your network answers in place of Telegram and the model service.",
    cure: `Connect the box to a network without a login page or TLS filter, or make an exception for it there. ${retries}`,
  },
  "clock.ok": { message: "The clock agrees with the services.", cure: "" },
  "clock.wrong": {
    message: "The clock of the box is wrong, so secure connections fail.",
    cure: `The clock sets itself over the network (NTP, UDP port 123). If it stays wrong, set date and time in the firmware setup, in UTC. ${retries}`,
  },
  "clock.not-checked": { message: "The clock was not checked: no service answered.", cure: "" },
  "telegram.ok": { message: "The bot @{bot} is reachable and may write to you.", cure: "" },
  "telegram.token-refused": {
    message: "Telegram refuses the bot token (TELEGRAM_BOT_TOKEN).",
    cure: `Send /mybots to @BotFather on Telegram and copy the API token. ${correctSetup("TELEGRAM_BOT_TOKEN")}`,
  },
  "telegram.not-started": {
    message: "You have not pressed Start in the chat with your bot @{bot} yet, so it may not write to you.",
    cure: "Open https://t.me/{bot} on your phone and press Start. If you did, check TELEGRAM_ADMIN_ID: @userinfobot on Telegram tells you your number.",
  },
  "telegram.blocked": {
    message: "You have blocked your bot @{bot} on Telegram.",
    cure: "Open https://t.me/{bot} on your phone and press Restart (Unblock).",
  },
  "telegram.rate-limited": {
    message: "Telegram asks the box to wait before the next request.",
    cure: retries,
  },
  "telegram.service-error": {
    message: "Telegram answered with an error (HTTP {status}).",
    cure: `${retries} With TELEGRAM_API_ROOT set, check that address.`,
  },
  "telegram.unreachable": {
    message: "Telegram could not be reached, although the model service could.",
    cure: `Check whether your network blocks Telegram. ${retries}`,
  },
  "telegram.not-checked": {
    message: "The bot was not checked: no secure connection to Telegram.",
    cure: "",
  },
  "model.ok": { message: "The model key is accepted.", cure: "" },
  "model.retired": {
    message: "The model service no longer lists {models}.",
    cure: "Set CHAT_MODEL, FALLBACK_MODEL or COMPACTION_MODEL in setup.txt to a model on https://openrouter.ai/models, or remove them.",
  },
  "model.key-refused": {
    message: "The model service refuses the key (OPENROUTER_API_KEY).",
    cure: `Make a new key at https://openrouter.ai/settings/keys. ${correctSetup("OPENROUTER_API_KEY")}`,
  },
  "model.no-credit": {
    message: "The model key has no credit left.",
    cure: `Add credit at https://openrouter.ai/settings/credits, or raise the limit of the key. ${retries}`,
  },
  "model.rate-limited": { message: "The model service asks the box to wait.", cure: retries },
  "model.service-error": {
    message: "The model service answered with an error (HTTP {status}).",
    cure: retries,
  },
  "model.unreachable": {
    message: "The model service could not be reached, although Telegram could.",
    cure: `Check OPENROUTER_BASE_URL if you set it, and whether your network blocks it. ${retries}`,
  },
  "model.not-checked": {
    message: "The model key was not checked: no secure connection to the model service.",
    cure: "",
  },
  "model.self-hosted": {
    message: "The key was not checked: this endpoint has no key information. Only a real answer proves it.",
    cure: "",
  },
  "runtime.ok": { message: "The assistant's runtime is ready.", cure: "" },
  "runtime.down": {
    message: "The assistant's runtime does not answer.",
    cure: `It may still be starting (up to five minutes on a slow machine). ${retries} Its log: {log}`,
  },
  "runtime.starting": { message: "The assistant's runtime is still starting.", cure: retries },
  "runtime.degraded": {
    message: "The assistant's runtime is busy with itself ({reason}).",
    cure: `This passes. ${retries}`,
  },
  "runtime.failing": {
    message: "A part of the assistant's runtime does not work ({reason}).",
    cure: `${retries} Its log: {log}`,
  },
  "runtime.suppressed": {
    message: "The assistant's runtime keeps {reason} switched off after several crashes.",
    cure: `It switches back on after five quiet minutes. ${retries} Its log: {log}`,
  },
  "greeting.ok": { message: "The model answered, and you have been greeted on Telegram.", cure: "" },
  "greeting.earlier": {
    message: "You were greeted at {at}; the model was not asked again.",
    cure: "",
  },
  "greeting.not-checked": {
    message: "The model has not been asked for a greeting: the checks above come first.",
    cure: "",
  },
  "greeting.no-answer": {
    message: "The model did not answer when the assistant was asked for a greeting.",
    cure: `${retries} If it stays so, check credit and model at your model service, and the runtime's log: {log}`,
  },
  "greeting.no-credit": {
    message: "The model did not answer: the model service says that there is no credit.",
    cure: `Add credit at https://openrouter.ai/settings/credits. ${retries}`,
  },
  "greeting.not-delivered": {
    message: "The model answered, but Telegram did not take the message ({reason}).",
    cure: retries,
  },
} as const;

export type HandoffCode = keyof typeof handoffMessages;

/** Values for the words in braces: user names, statuses, model ids, paths; never a secret. */
export type HandoffDetails = Readonly<
  Partial<Record<"bot" | "status" | "models" | "reason" | "log" | "at", string>>
>;

/** Message and cure of a code with its details put in. Pure. */
export function describeHandoffCode(
  code: HandoffCode,
  details: HandoffDetails,
): { message: string; cure: string } {
  const fill = (text: string): string =>
    text.replaceAll(
      /\{(bot|status|models|reason|log|at)\}/g,
      (_, word: keyof HandoffDetails) => details[word] ?? "?",
    );
  const { message, cure } = handoffMessages[code];
  return { message: fill(message), cure: fill(cure) };
}
