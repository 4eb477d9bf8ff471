import { createFaultSwitch } from "../fault-switch.ts";
import { type HttpCall, type ServerPlace, startJsonServer } from "../start-json-server.ts";
import { type Account, answerAccount, refuseKey } from "./answer-account.ts";
import { answerChat } from "./answer-chat.ts";
import { type ChatRequest, echoAnswer } from "./chat-request.ts";
import type { Credit } from "./describe-account.ts";
import { type OpenRouterRefusal, refusals, sendRefusal } from "./openrouter-answer.ts";
import type { OpenRouterFault } from "./openrouter-faults.ts";

export interface OpenRouterOptions extends ServerPlace {
  readonly apiKey: string;
  /** Ids that are offered. */
  readonly models: readonly string[];
  /** Offered, but not to this key; default none. */
  readonly hidden?: readonly string[];
  /** Default: no limit, nothing used. */
  readonly credit?: Credit;
  /** Default: repeats every `nonce-…` the person wrote. */
  readonly answer?: (request: ChatRequest) => string;
}

/** One call in the order of arrival; never the key. */
export interface OpenRouterRequest {
  readonly method: string;
  /** E.g. `/api/v1/key`. */
  readonly path: string;
  /** Whether the call carried the right key. */
  readonly authorized: boolean;
  /** The parsed body of a chat completion. */
  readonly chat: ChatRequest | null;
}

export interface OpenRouterStandIn {
  /** `http://…/api/v1`, without a trailing slash. */
  readonly baseUrl: string;
  readonly requests: readonly OpenRouterRequest[];
  /** What the key may spend and has spent so far. */
  readCredit(): Credit;
  /** From now on only these are offered: a retired model disappears. */
  setModels(models: readonly string[]): void;
  setCredit(credit: Credit): void;
  setFault(fault: OpenRouterFault | null): void;
  close(): Promise<void>;
}

/** A stand-in for OpenRouter: models, key information, chat completions plain and streamed. */
export async function startOpenRouter(options: OpenRouterOptions): Promise<OpenRouterStandIn> {
  const faults = createFaultSwitch<OpenRouterFault>();
  const requests: OpenRouterRequest[] = [];
  const account = {
    apiKey: options.apiKey,
    models: options.models,
    hidden: options.hidden ?? [],
    credit: options.credit ?? { limit: null, usage: 0, isFreeTier: false },
  };
  const meetFault = (model: string | null) =>
    faults.meet((fault) => fault.models === undefined || (model !== null && fault.models.includes(model)));
  const answer = options.answer ?? echoAnswer;
  const onCost = (cost: number) => {
    const { usage, usageMonthly = usage } = account.credit;
    account.credit = { ...account.credit, usage: usage + cost, usageMonthly: usageMonthly + cost };
  };
  const server = await startJsonServer(options, async (call) => {
    const request = describeRequest(call, options.apiKey);
    requests.push(request);
    if (request.chat === null) return answerAccount(call, meetFault(null), account);
    const refusal = refuseChat(call, account);
    if (refusal !== null) return sendRefusal(call.response, refusal);
    await answerChat(call, request.chat, { models: account.models, meetFault, answer, onCost });
  });
  return {
    baseUrl: `${server.url}/api/v1`,
    requests,
    readCredit: () => account.credit,
    setModels: (models) => void Object.assign(account, { models }),
    setCredit: (credit) => void Object.assign(account, { credit }),
    setFault: (fault) => faults.set(fault),
    close: server.close,
  };
}

function describeRequest(call: HttpCall, apiKey: string): OpenRouterRequest {
  const { method, path } = call;
  const isChat = method === "POST" && path === "/api/v1/chat/completions";
  const chat = isChat ? (JSON.parse(call.body) as ChatRequest) : null;
  return { method, path, authorized: refuseKey(call.authorization, apiKey) === null, chat };
}

function refuseChat(call: HttpCall, { apiKey, credit }: Account): OpenRouterRefusal | null {
  const refusal = refuseKey(call.authorization, apiKey);
  if (refusal !== null) return refusal;
  return credit.limit !== null && credit.usage >= credit.limit ? refusals.noCredit : null;
}
