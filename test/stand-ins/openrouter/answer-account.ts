import { setTimeout as delay } from "node:timers/promises";
import { type HttpCall, sendJson } from "../start-json-server.ts";
import { type Credit, describeKey, describeModels } from "./describe-account.ts";
import { type OpenRouterRefusal, refusals, sendRefusal } from "./openrouter-answer.ts";
import { type OpenRouterFault, refusalOf } from "./openrouter-faults.ts";

export interface Account {
  readonly apiKey: string;
  readonly credit: Credit;
  readonly models: readonly string[];
  /** Offered, but not to this key. */
  readonly hidden: readonly string[];
}

/** GET /models, GET /models/user and GET /key; 404 to the rest. */
export async function answerAccount(
  call: HttpCall,
  fault: OpenRouterFault | null,
  account: Account,
): Promise<void> {
  if (fault?.kind === "slow") await delay((fault.delaySeconds ?? 5) * 1000);
  if (fault?.kind === "silent") return;
  if (fault?.kind === "cut") return void call.request.socket.destroy();
  const path = `${call.method} ${call.path}`;
  if (path === "GET /api/v1/models") return answerModels(call, fault, account);
  if (path === "GET /api/v1/models/user") return answerOwnModels(call, fault, account);
  if (path === "GET /api/v1/key") return answerKey(call, fault, account);
  sendRefusal(call.response, refusals.notFound);
}

/** What is wrong with the key of this call; null when it is the right one. Pure. */
export function refuseKey(authorization: string | undefined, apiKey: string): OpenRouterRefusal | null {
  if (authorization === undefined) return refusals.noKey;
  return authorization === `Bearer ${apiKey}` ? null : refusals.keyRefused;
}

/** The list is public: troubles of the key do not concern it. */
function answerModels({ response }: HttpCall, fault: OpenRouterFault | null, { models }: Account): void {
  const refusal = fault === null ? null : refusalOf(fault);
  if (refusal !== null && ![401, 402].includes(refusal.code)) sendRefusal(response, refusal);
  else sendJson(response, 200, describeModels(models));
}

/** The list for this very key: the settings of its account leave some out. */
function answerOwnModels(call: HttpCall, fault: OpenRouterFault | null, account: Account): void {
  const refusal = refuseKey(call.authorization, account.apiKey) ?? (fault === null ? null : refusalOf(fault));
  const models = account.models.filter((id) => !account.hidden.includes(id));
  if (refusal !== null) sendRefusal(call.response, refusal);
  else sendJson(call.response, 200, describeModels(models));
}

/** A key without credit still tells how much it has: nothing. */
function answerKey(call: HttpCall, fault: OpenRouterFault | null, { apiKey, credit }: Account): void {
  const played = fault === null || fault.kind === "no-credit" ? null : refusalOf(fault);
  const refusal = refuseKey(call.authorization, apiKey) ?? played;
  const shown = fault?.kind === "no-credit" ? { ...credit, limit: credit.usage } : credit;
  if (refusal !== null) sendRefusal(call.response, refusal);
  else sendJson(call.response, 200, describeKey(apiKey, shown));
}
