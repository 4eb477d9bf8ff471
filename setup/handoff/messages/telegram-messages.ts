/** The bot, its owner, and who else uses it. */
export const telegramMessages = {
  "telegram.ok": { message: "The bot @{bot} is reachable and may write to you.", cure: "" },
  "telegram.token-refused": {
    message: "Telegram refuses the bot token (TELEGRAM_BOT_TOKEN).",
    cure: "Send /mybots to @BotFather on Telegram and copy the API token. {correctToken}",
  },
  "telegram.not-started": {
    message: "You have not pressed Start in the chat with your bot @{bot} yet, so it may not write to you.",
    cure: "Open https://t.me/{bot} on your phone and press Start. If you did, check TELEGRAM_ADMIN_ID: @userinfobot on Telegram tells you your number.",
  },
  "telegram.blocked": {
    message: "You have blocked your bot @{bot} on Telegram.",
    cure: "Open https://t.me/{bot} on your phone and press Restart (Unblock).",
  },
  "telegram.admin-is-bot": {
    message: "TELEGRAM_ADMIN_ID is the number of a bot, not yours.",
    cure: "Write any message to @userinfobot on Telegram: it answers with your own number. {correctAdmin}",
  },
  "telegram.conflict": {
    message: "Telegram says that another program reads the messages of this bot.",
    cure: "Stop that program, or make a bot of its own for the box: send /newbot to @BotFather. {again}",
  },
  "telegram.rate-limited": {
    message: "Telegram asks {machine} to wait{wait} before the next request.",
    cure: "{again}",
  },
  "telegram.service-error": {
    message: "Telegram answered with an error (HTTP {status}).",
    cure: "With TELEGRAM_API_ROOT set, check that address. {again}",
  },
  "telegram.unreachable": {
    message: "Telegram could not be reached, although the model service could ({reason}).",
    cure: "Check whether your network blocks Telegram. With TELEGRAM_API_ROOT set, check that address. {again}",
  },
  "telegram.no-name": {
    message: "The name of Telegram's server was not found (DNS), although the model service was.",
    cure: "Check whether your network blocks Telegram. With TELEGRAM_API_ROOT set, check its name. {again}",
  },
  "telegram.intercepted": {
    message: "Something else answers in place of Telegram: its certificate (TLS) is not Telegram's.",
    cure: "Check whether your network blocks or filters Telegram. With TELEGRAM_API_ROOT set, that server needs a certificate of a known authority. {again}",
  },
  "telegram.login-page": {
    message: "A web page came in place of Telegram's answer.",
    cure: "Check whether your network blocks Telegram or wants a login. With TELEGRAM_API_ROOT set, check that address. {again}",
  },
  "telegram.not-checked": {
    message: "The bot was not checked: no secure connection to Telegram.",
    cure: "",
  },
  "readers.webhook": {
    message:
      "Another program gets the messages of this bot by a webhook ({host}). The box takes the bot over when it starts.",
    cure: "If that program is still in use, make a bot of its own for the box: send /newbot to @BotFather.",
  },
  "readers.not-checked": {
    message:
      "Whether another program reads the messages of this bot was not checked: asking would break into its connection.",
    cure: "",
  },
} as const;
