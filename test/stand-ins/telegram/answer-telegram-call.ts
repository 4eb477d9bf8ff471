import type { HttpCall } from "../start-json-server.ts";
import { readParameters } from "./read-parameters.ts";
import { refusals, type TelegramAnswer } from "./telegram-answer.ts";
import { type TelegramWorld, telegramMethods } from "./telegram-methods.ts";

/** Method name of `/bot<token>/<method>`, or "" when the path has another shape. Pure. */
export function methodOf(path: string): string {
  return splitPath(path).method;
}

/** What the Bot API answers to this call; the token it wants is `botToken`. */
export async function answerTelegramCall(
  world: TelegramWorld,
  botToken: string,
  call: HttpCall,
): Promise<TelegramAnswer> {
  const { token, method } = splitPath(call.path);
  // A token of the wrong shape is a wrong address to Telegram; a well-formed unknown one is refused.
  if (!/^\d+:[\w-]{30,}$/.test(token)) return refusals.notFound;
  if (token !== botToken) return refusals.unauthorized;
  const run = telegramMethods[method.toLowerCase()];
  if (run === undefined) return refusals.unknownMethod;
  return run(world, await readParameters(call), hangUpSignal(call));
}

function splitPath(path: string): { token: string; method: string } {
  const [, token = "", method = ""] = path.match(/^\/bot([^/]+)\/([A-Za-z]+)$/) ?? [];
  return { token, method };
}

function hangUpSignal({ response }: HttpCall): AbortSignal {
  const controller = new AbortController();
  response.once("close", () => controller.abort());
  return controller.signal;
}
