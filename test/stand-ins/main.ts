import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { startOpenRouter } from "./openrouter/start-openrouter.ts";
import { startControl } from "./start-control.ts";
import { startTelegram, type TelegramStandIn } from "./telegram/start-telegram.ts";

const usage = `Stand-ins for the Telegram Bot API and OpenRouter.

  node test/stand-ins/main.ts --bot-token-file FILE --api-key-file FILE --admin-id N --model ID [--model ID …]
      [--host ADDRESS] [--telegram-port N] [--openrouter-port N] [--control-port N] [--admin-state STATE]

STATE: started (default), not-started (the admin never pressed Start), blocked.
Each line typed is a message of the admin to the bot; what the bot answers is shown.
With --control-port other programs can take part: POST /user-says {chatId, text}, POST /chat {chatId, state},
POST /fault {service: telegram | openrouter, fault}, POST /models {models}, GET /sent /calls /polled /requests.`;

const { values } = parseArgs({
  options: {
    host: { type: "string", default: "127.0.0.1" },
    "telegram-port": { type: "string", default: "0" },
    "openrouter-port": { type: "string", default: "0" },
    "control-port": { type: "string" },
    "bot-token-file": { type: "string" },
    "api-key-file": { type: "string" },
    "admin-id": { type: "string" },
    "admin-state": { type: "string", default: "started" },
    model: { type: "string", multiple: true },
    help: { type: "boolean", default: false },
  },
});

const tokenFile = values["bot-token-file"];
const keyFile = values["api-key-file"];
const adminId = Number(values["admin-id"]);
if (values.help || !tokenFile || !keyFile || !values.model || Number.isNaN(adminId)) {
  console.log(usage);
  process.exit(values.help ? 0 : 64);
}

const { host } = values;
const telegram = await startTelegram({
  host,
  port: Number(values["telegram-port"]),
  botToken: (await readFile(tokenFile, "utf8")).trim(),
  users: [{ id: adminId, chat: values["admin-state"] as "started" | "not-started" | "blocked" }],
});
const openRouter = await startOpenRouter({
  host,
  port: Number(values["openrouter-port"]),
  apiKey: (await readFile(keyFile, "utf8")).trim(),
  models: values.model,
});
console.log(`TELEGRAM_API_ROOT=${telegram.url}`);
console.log(`OPENROUTER_BASE_URL=${openRouter.baseUrl}`);
if (values["control-port"] !== undefined) {
  const control = await startControl(
    { host, port: Number(values["control-port"]) },
    { telegram, openRouter },
  );
  console.log(`CONTROL_URL=${control.url}`);
}
console.log(`Type a message and press Enter: the user ${adminId} says it to the bot.`);

showAnswers(telegram);
createInterface({ input: process.stdin }).on("line", (line) => {
  if (line.trim() !== "") telegram.userSays(adminId, line);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(0));

function showAnswers(bot: TelegramStandIn): void {
  let shown = 0;
  bot.onMessage(() => {
    for (const message of bot.sent.slice(shown)) console.log(`bot → ${message.chatId}: ${message.text}`);
    shown = bot.sent.length;
  });
}
