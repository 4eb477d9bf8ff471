/** What a Bot API method answers: https://core.telegram.org/bots/api#making-requests */
export type TelegramAnswer =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      /** Also the HTTP status. */
      readonly error_code: number;
      readonly description: string;
      readonly parameters?: { readonly retry_after: number };
    };

export function accept(result: unknown): TelegramAnswer {
  return { ok: true, result };
}

/** Texts as the Bot API server writes them: https://github.com/tdlib/telegram-bot-api Client.cpp */
export const refusals = {
  unauthorized: refuse(401, "Unauthorized"),
  notFound: refuse(404, "Not Found"),
  unknownMethod: refuse(404, "Not Found: method not found"),
  chatNotFound: refuse(400, "Bad Request: chat not found"),
  emptyText: refuse(400, "Bad Request: message text is empty"),
  tooLong: refuse(400, "Bad Request: message is too long"),
  noSuchMessage: refuse(400, "Bad Request: message to edit not found"),
  notModified: refuse(
    400,
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
  ),
  notStarted: refuse(403, "Forbidden: bot can't initiate conversation with a user"),
  blocked: refuse(403, "Forbidden: bot was blocked by the user"),
  conflict: refuse(
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
  ),
  webhookActive: refuse(
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  ),
  toBot: refuse(403, "Forbidden: bots can't send messages to bots"),
  serverError: refuse(502, "Bad Gateway"),
} as const;

export function refuseForNow(retryAfterSeconds: number): TelegramAnswer {
  const description = `Too Many Requests: retry after ${retryAfterSeconds}`;
  return { ok: false, error_code: 429, description, parameters: { retry_after: retryAfterSeconds } };
}

function refuse(errorCode: number, description: string): TelegramAnswer {
  return { ok: false, error_code: errorCode, description };
}
