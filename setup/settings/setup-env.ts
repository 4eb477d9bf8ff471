import { parse } from "dotenv";
import { z } from "zod";
import { SetupError } from "../issues/exceptions.ts";
import { Secret } from "../issues/secret.ts";
import { decodeEnvValue, encodeEnvValue } from "./env-value.ts";
import type { Settings } from "./settings.ts";

/** First line of /etc/clawdie/setup.env; the number is the format of the file. */
const header = "# Settings of this box, format 1. Written by Clawdie; changes by hand are overwritten.";

/** Settings → the text of setup.env: one `KEY='value'` per line, passwords only as hashes. Mode 0600 is the writer's duty. */
export function renderSetupEnv(settings: Settings): Secret {
  const lines = Object.entries(toEnv(settings)).map(([key, value]) => `${key}=${encodeEnvValue(value)}`);
  return new Secret(`${[header, ...lines].join("\n")}\n`);
}

function toEnv(settings: Settings): Record<string, string> {
  const { models, openRouter, telegram, operator, login, network } = settings;
  const fixed = network.mode === "static" ? network : { addresses: [], gateways: [], dns: [] };
  return {
    ASSISTANT_NAME: settings.assistantName,
    HOSTNAME: settings.hostname,
    TIMEZONE: settings.timezone,
    LOCALE: settings.locale,
    PROFILE: settings.profile,
    CHAT_MODEL: models.chat,
    FALLBACK_MODEL: models.fallback,
    COMPACTION_MODEL: models.compaction,
    OVERRIDDEN_MODELS: settings.overriddenModels.join(","),
    MODEL_MOVES: settings.modelMoves.map(({ role, from, at }) => `${role} ${from} ${at}`).join(","),
    OPENROUTER_BASE_URL: openRouter.baseUrl,
    OPENROUTER_API_KEY: openRouter.apiKey.reveal(),
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_BOT_TOKEN: telegram.botToken.reveal(),
    TELEGRAM_ADMIN_ID: telegram.adminId,
    MONTHLY_LIMIT_USD: settings.monthlyLimitUsd === null ? "" : String(settings.monthlyLimitUsd),
    OPERATOR_EMAIL: operator?.email ?? "",
    OPERATOR_PASSWORD_HASH: operator?.passwordHash.reveal() ?? "",
    SSH_AUTHORIZED_KEY: login.sshAuthorizedKey ?? "",
    CLAWDIE_USER_PASSWORD_HASH: login.passwordHash?.reveal() ?? "",
    NETWORK_ADDRESS: fixed.addresses.join(","),
    NETWORK_GATEWAY: fixed.gateways.join(","),
    NETWORK_DNS: fixed.dns.join(","),
  };
}

const text = z.string().min(1);
const optionalText = z.string().transform((value) => (value === "" ? null : value));
const list = z.string().transform((value) => (value === "" ? [] : value.split(",")));
const secret = text.transform((value) => new Secret(value));
const optionalSecret = z.string().transform((value) => (value === "" ? null : new Secret(value)));
const role = z.enum(["chat", "fallback", "compaction"]);
const move = z
  .string()
  .transform((value) => value.split(" "))
  .pipe(z.tuple([role, text, z.iso.datetime()]))
  .transform(([of, from, at]) => ({ role: of, from, at }));

const SetupEnv = z.strictObject({
  ASSISTANT_NAME: text,
  HOSTNAME: text,
  TIMEZONE: text,
  LOCALE: text,
  PROFILE: z.enum(["balanced", "economy", "quality"]),
  CHAT_MODEL: text,
  FALLBACK_MODEL: text,
  COMPACTION_MODEL: text,
  OVERRIDDEN_MODELS: list.pipe(z.array(role)),
  // Boxes of the first version have none.
  MODEL_MOVES: list.pipe(z.array(move)).default([]),
  OPENROUTER_BASE_URL: text,
  OPENROUTER_API_KEY: secret,
  TELEGRAM_API_ROOT: text,
  TELEGRAM_BOT_TOKEN: secret,
  TELEGRAM_ADMIN_ID: text,
  MONTHLY_LIMIT_USD: z
    .string()
    .regex(/^(\d+(\.\d+)?)?$/)
    .transform((value) => (value === "" ? null : Number(value))),
  OPERATOR_EMAIL: optionalText,
  OPERATOR_PASSWORD_HASH: optionalSecret,
  SSH_AUTHORIZED_KEY: optionalText,
  CLAWDIE_USER_PASSWORD_HASH: optionalSecret,
  NETWORK_ADDRESS: list,
  NETWORK_GATEWAY: list,
  NETWORK_DNS: list,
});

/** The settings a setup.env records. @throws SetupError when the text was not written by `renderSetupEnv`, or was changed. */
export function parseSetupEnv(content: string): Settings {
  if (!content.startsWith(`${header}\n`)) throw foreignFile("its first line is not ours");
  const values = Object.entries(parse(content)).map(([key, value]) => [key, decodeEnvValue(value)]);
  const read = SetupEnv.safeParse(Object.fromEntries(values));
  if (read.success) return fromEnv(read.data);
  const keys = read.error.issues.map(({ path }) => path.join(".")).filter((key) => key !== "");
  throw foreignFile(
    keys.length > 0 ? `wrong or missing: ${keys.join(", ")}` : "it holds keys we do not write",
  );
}

function foreignFile(reason: string): SetupError {
  return new SetupError(
    `The record of this box's settings (setup.env) cannot be used: ${reason}`,
    "Restore /etc/clawdie/setup.env from a snapshot, or start the box with the stick again.",
  );
}

function fromEnv(env: z.output<typeof SetupEnv>): Settings {
  const { OPERATOR_EMAIL: email, OPERATOR_PASSWORD_HASH: passwordHash } = env;
  const fixed = { addresses: env.NETWORK_ADDRESS, gateways: env.NETWORK_GATEWAY, dns: env.NETWORK_DNS };
  return {
    schema: 1,
    assistantName: env.ASSISTANT_NAME,
    hostname: env.HOSTNAME,
    timezone: env.TIMEZONE,
    locale: env.LOCALE,
    profile: env.PROFILE,
    models: { chat: env.CHAT_MODEL, fallback: env.FALLBACK_MODEL, compaction: env.COMPACTION_MODEL },
    overriddenModels: env.OVERRIDDEN_MODELS,
    modelMoves: env.MODEL_MOVES,
    openRouter: { baseUrl: env.OPENROUTER_BASE_URL, apiKey: env.OPENROUTER_API_KEY },
    telegram: {
      apiRoot: env.TELEGRAM_API_ROOT,
      botToken: env.TELEGRAM_BOT_TOKEN,
      adminId: env.TELEGRAM_ADMIN_ID,
    },
    monthlyLimitUsd: env.MONTHLY_LIMIT_USD,
    operator: email === null || passwordHash === null ? null : { email, passwordHash },
    login: { sshAuthorizedKey: env.SSH_AUTHORIZED_KEY, passwordHash: env.CLAWDIE_USER_PASSWORD_HASH },
    network: fixed.addresses.length === 0 ? { mode: "automatic" } : { mode: "static", ...fixed },
  };
}
