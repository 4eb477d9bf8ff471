import { describeKey } from "../key-meta.ts";
import * as shape from "../value-shapes.ts";

/** The lines at the top of the file, and the money. */
export const startKeys = {
  OPENROUTER_API_KEY: shape.openRouterKey.meta(
    describeKey({
      tier: "required",
      group: "start",
      label: "OpenRouter key",
      rule: "It is the key from openrouter.ai/keys and begins with sk-or-v1-.",
      example: "sk-or-v1-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      help: ["Pays for the thinking. Make one at openrouter.ai/keys and set a limit there."],
      whenBlank: "refused",
      secret: true,
    }),
  ),
  TELEGRAM_BOT_TOKEN: shape.telegramToken.meta(
    describeKey({
      tier: "required",
      group: "start",
      label: "Bot token",
      rule: "It is the token from @BotFather: digits, a colon and 35 characters.",
      example: "1234567890:AAExampleExampleExampleExampleExamp",
      help: ["Your bot. Talk to @BotFather on Telegram, send /newbot, copy the token."],
      whenBlank: "refused",
      secret: true,
    }),
  ),
  TELEGRAM_ADMIN_ID: shape.telegramUserId.meta(
    describeKey({
      tier: "required",
      group: "start",
      label: "Your Telegram number",
      kind: "number",
      rule: "It is your own Telegram number, digits only.",
      example: "123456789",
      help: [
        "You. Send any message to @userinfobot on Telegram; it answers with your number.",
        "Then open your new bot and press Start.",
      ],
      whenBlank: "refused",
    }),
  ),
  ASSISTANT_NAME: shape.displayName.meta(
    describeKey({
      tier: "recommended",
      group: "start",
      label: "Name of your assistant",
      rule: 'It is a name of up to 64 characters, without any of ` $ \\ < > { } | ".',
      example: "Clawdie",
      help: ["What your assistant is called."],
      whenBlank: "Clawdie",
      prefill: "Clawdie",
      comments: "spaced",
      invisible: "keep",
    }),
  ),
  MONTHLY_LIMIT_USD: shape.dollars.meta(
    describeKey({
      tier: "optional",
      group: "spending",
      label: "Monthly limit in US dollars",
      kind: "amount",
      rule: "It is an amount in US dollars such as 20 or 12.50.",
      example: "20",
      help: [
        "US dollars a calendar month (UTC). When they are spent, the assistant stops",
        "answering until the next month. It tells you at 80 % and at the limit.",
      ],
      whenBlank: "none, with a warning",
    }),
  ),
  SETUP_SCHEMA_VERSION: shape.formatVersion.meta(
    describeKey({
      tier: "written by us",
      group: "format",
      label: "Format of the file",
      kind: "number",
      rule: "It is the number written by us; leave it as it is.",
      example: "1",
      help: ["Format of this file. Leave it as it is."],
      whenBlank: "1",
      prefill: "1",
    }),
  ),
};
