import type { CodeTable } from "../code-table.ts";

/** Which models answer, where, and for how much money. */
export const modelCodes = {
  "limit.form": {
    severity: "error",
    rule: "{key} is not an amount in US dollars.",
    cure: "Write a number with a dot, such as 20 or 12.50, up to 100000.",
  },
  "limit.zero": {
    severity: "error",
    rule: "{key} is 0, with which the assistant could never answer.",
    cure: "Write a larger amount, or leave it blank for no limit.",
  },
  "limit.sign": {
    severity: "warning",
    rule: "{key} holds a currency sign or word.",
    cure: "It was read as {value} US dollars.",
  },
  "limit.none": {
    severity: "warning",
    rule: "There is no spending limit ({key} is blank).",
    cure: "Write an amount in US dollars a month, or set a limit for the key at openrouter.ai.",
  },
  "limit.own-endpoint": {
    severity: "warning",
    rule: "OPENROUTER_BASE_URL is not OpenRouter, and {key} holds only where each answer tells its cost (usage.cost).",
    cure: "If that service does not, set a limit there.",
  },
  "model.free": {
    severity: "error",
    rule: "{key} ends in :free; free tiers stop answering without saying so.",
    cure: "Choose a paid model, or leave {key} blank.",
  },
  "model.free-chat": {
    severity: "warning",
    rule: "{key} ends in :free; free tiers stop answering without saying so.",
    cure: "Choose a paid model, or leave {key} blank.",
  },
  "model.no-vendor": {
    severity: "error",
    rule: "{key} has no vendor in front of the model.",
    cure: "Copy the whole id from openrouter.ai/models, in the form vendor/model.",
  },
  "model.prefix": {
    severity: "warning",
    rule: "{key} begins with openrouter/.",
    cure: "That part was left out.",
  },
  "model.not-on-endpoint": {
    severity: "warning",
    rule: "OPENROUTER_BASE_URL is not OpenRouter, and {key} still comes from the profile.",
    cure: "Check that this endpoint knows {value}, or write {key}=… yourself.",
  },
  "url.form": {
    severity: "error",
    rule: "{key} is not a web address.",
    cure: "Write http:// or https://, the name or address, and the path if there is one.",
  },
  "url.credentials": {
    severity: "error",
    rule: "{key} holds a user name or password.",
    cure: "Remove everything between // and @.",
  },
  "url.extra": {
    severity: "error",
    rule: "{key} holds a question mark or # part.",
    cure: "Write only the address up to the path.",
  },
  "url.one-call": {
    severity: "error",
    rule: "{key} holds the address of one kind of call.",
    cure: "Write only the part that all calls share, such as https://example.org/v1; for Telegram, leave out /bot and what follows.",
  },
  "url.box-itself": {
    severity: "warning",
    rule: "{key} is an address of the box itself.",
    cure: "For a server on another computer write the address of that computer.",
  },
  "url.unencrypted": {
    severity: "warning",
    rule: "{key} begins with http:// and does not stay in your own network, so the key travels unencrypted.",
    cure: "Use https:// if the server can.",
  },
} as const satisfies CodeTable;
