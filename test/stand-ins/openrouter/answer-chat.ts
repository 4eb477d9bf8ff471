import type { HttpCall } from "../start-json-server.ts";
import { type ChatRequest, countTokens } from "./chat-request.ts";
import { notServed, refusals, sendRefusal } from "./openrouter-answer.ts";
import { type OpenRouterFault, refusalOf } from "./openrouter-faults.ts";
import { type Completion, type Pace, sendPlain, sendStream } from "./send-completion.ts";

export interface ChatService {
  /** Ids that are offered right now. */
  readonly models: readonly string[];
  /** The fault a chat completion of this model meets. */
  readonly meetFault: (model: string) => OpenRouterFault | null;
  readonly answer: (request: ChatRequest) => string;
  /** Told what the call cost, in US dollars. */
  readonly onCost: (cost: number) => void;
}

/** US dollars per token: https://openrouter.ai/docs/use-cases/usage-accounting reports the price with each answer. */
const tokenPrice = { prompt: 0.000_001, completion: 0.000_002 };
let lastCompletion = 0;

/** Tries `model`, then each of `models`, as OpenRouter routes; the last refusal is what the caller sees. */
export async function answerChat(call: HttpCall, request: ChatRequest, service: ChatService): Promise<void> {
  if (!Array.isArray(request.messages)) return sendRefusal(call.response, refusals.badRequest);
  const candidates = [...new Set([request.model, ...(request.models ?? [])])];
  let refusal = notServed(request.model);
  for (const model of candidates) {
    if (!service.models.includes(model)) {
      refusal = notServed(model);
      continue;
    }
    const fault = service.meetFault(model);
    const refused = fault === null ? null : refusalOf(fault);
    if (refused === null) return sendAnswer(call, request, buildCompletion(model, request, service), fault);
    refusal = refused;
  }
  sendRefusal(call.response, refusal);
}

async function sendAnswer(
  { response }: HttpCall,
  request: ChatRequest,
  completion: Completion,
  fault: OpenRouterFault | null,
): Promise<void> {
  // The caller hangs up in the end; the server closes what is left.
  if (fault?.kind === "silent") return;
  const firstSeconds = fault?.kind === "slow" ? (fault.delaySeconds ?? 5) : 0;
  const pace: Pace = { firstSeconds, nextSeconds: firstSeconds / 10, cut: fault?.kind === "cut" };
  await (request.stream === true ? sendStream : sendPlain)(response, completion, pace);
}

function buildCompletion(model: string, request: ChatRequest, service: ChatService): Completion {
  const text = service.answer({ ...request, model });
  const prompt = countTokens(JSON.stringify(request.messages));
  const completion = countTokens(text);
  const cost = prompt * tokenPrice.prompt + completion * tokenPrice.completion;
  service.onCost(cost);
  lastCompletion += 1;
  const usage = {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    cost,
  };
  return { id: `gen-${lastCompletion}`, model, text, usage };
}
