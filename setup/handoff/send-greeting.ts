import type { Secret } from "../issues/secret.ts";
import type { ServiceAnswer, ServiceDeps } from "./service-request.ts";
import { callTelegram, type TelegramAccess } from "./verify-telegram.ts";

/** Ask the assistant's runtime for one answer; rejects when the model did not answer in time. */
export type AskRuntime = (request: {
  readonly gatewayUrl: string;
  readonly gatewayToken: Secret;
  readonly message: string;
  readonly timeoutSeconds: number;
}) => Promise<string>;

export interface GreetingDeps extends ServiceDeps {
  readonly gateway: { readonly url: string; readonly token: Secret };
  readonly askRuntime: AskRuntime;
}

export interface GreetingRequest {
  readonly telegram: TelegramAccess;
  readonly assistantName: string;
  /** `xx_YY`: the language to greet in. */
  readonly locale: string;
}

/**
 * `no-credit` when the runtime's own words say so: an account without credit has keys that look good. `limit-reached` when
 * they are those of our own limit.
 */
type NoGreeting = { readonly outcome: "no-answer" | "no-credit" | "limit-reached" };

export type GreetingOutcome =
  | { readonly outcome: "ok" }
  | NoGreeting
  /** `reason`: "HTTP 403" or "no network". */
  | { readonly outcome: "not-delivered"; readonly reason: string };

/** The runtime gives up on a silent model after 145 s at most, then tries the fallback; both fit. */
const answerSeconds = 400;
/** https://core.telegram.org/bots/api#sendmessage : at most 4096 characters. */
const maxMessageLength = 4096;

/** Let the configured model greet, and deliver it to the owner: the proof that the whole chain works. */
export async function sendGreeting(request: GreetingRequest, deps: GreetingDeps): Promise<GreetingOutcome> {
  const text = await askForGreeting(request, deps);
  if (typeof text !== "string") return text;
  const message = { chat_id: request.telegram.adminId, text: text.slice(0, maxMessageLength) };
  return classifyDelivery(await callTelegram(request.telegram, "sendMessage", message, deps));
}

async function askForGreeting(request: GreetingRequest, deps: GreetingDeps): Promise<string | NoGreeting> {
  const { url: gatewayUrl, token: gatewayToken } = deps.gateway;
  const message = buildGreetingPrompt(request.assistantName, request.locale);
  try {
    const text = await deps.askRuntime({ gatewayUrl, gatewayToken, message, timeoutSeconds: answerSeconds });
    return isGreeting(text) ? text.trim() : judgeRefusal(text);
  } catch (error) {
    return judgeRefusal(String(error));
  }
}

/** The runtime reports its own failures as an answer: with a warning sign, or in words no greeting uses. Pure. */
function isGreeting(text: string): boolean {
  return (
    text.trim() !== "" &&
    !text.trimStart().startsWith("⚠️") &&
    !/\b(billing|api key|credits|monthly limit)\b/i.test(text)
  );
}

/** Only the kind leaves this function: the words may quote what they were given. Pure. */
function judgeRefusal(words: string): NoGreeting {
  if (/\bmonthly limit\b/i.test(words)) return { outcome: "limit-reached" };
  return { outcome: /\b(402|billing|credits?)\b/i.test(words) ? "no-credit" : "no-answer" };
}

/** Pure. */
export function buildGreetingPrompt(assistantName: string, locale: string): string {
  return [
    `You are ${assistantName}, a private assistant that has just been set up on its owner's own computer.`,
    `Write the first message to your owner: two short, friendly sentences in the language of the locale ${locale}.`,
    "Say your name, and that they can simply write to you here. Answer with the message only.",
  ].join(" ");
}

/** Pure. */
export function classifyDelivery(answer: ServiceAnswer): GreetingOutcome {
  if (answer.kind === "failure")
    return { outcome: "not-delivered", reason: answer.failure.replaceAll("-", " ") };
  if (answer.status === 200) return { outcome: "ok" };
  return { outcome: "not-delivered", reason: `HTTP ${answer.status}` };
}
