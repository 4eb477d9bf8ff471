import { z } from "zod";
import type { Secret } from "../issues/secret.ts";
import type { Models } from "../settings/settings.ts";
import { requestService, type ServiceAnswer, type ServiceDeps } from "./service-request.ts";
import { classifyTrouble, type ServiceTrouble } from "./service-trouble.ts";

export interface ModelAccess {
  /** OpenAI-compatible endpoint without a trailing slash, e.g. `https://openrouter.ai/api/v1`. */
  readonly baseUrl: string;
  readonly apiKey: Secret;
  readonly models: Models;
}

export type ModelOutcome =
  /** `missing`: configured models the service no longer lists. */
  | { readonly outcome: "ok"; readonly missing: readonly string[]; readonly skewSeconds: number | null }
  /** A self-hosted endpoint has no key information: only a real answer proves it. */
  | { readonly outcome: "not-checked"; readonly skewSeconds: number | null }
  | { readonly outcome: "key-refused"; readonly skewSeconds: number | null }
  | { readonly outcome: "no-credit"; readonly skewSeconds: number | null }
  | ServiceTrouble;

/** https://openrouter.ai/docs/api-reference/limits : `limit_remaining` in US dollars, null without a limit. */
const KeyInformation = z.object({ data: z.object({ limit_remaining: z.number().nullish() }) });
const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });

const timeoutSeconds = 20;

/** Is the key good, is there credit, are the models still offered? Two requests at most; throws nothing. */
export async function verifyModel(access: ModelAccess, deps: ServiceDeps): Promise<ModelOutcome> {
  const { baseUrl, apiKey: bearer, models } = access;
  const outcome = classifyKey(await requestService({ url: `${baseUrl}/key`, bearer, timeoutSeconds }, deps));
  if (outcome.outcome !== "ok") return outcome;
  const list = await requestService({ url: `${baseUrl}/models`, bearer, timeoutSeconds }, deps);
  return { ...outcome, missing: findMissingModels(list, models) };
}

/** What the key information says. Pure. */
export function classifyKey(answer: ServiceAnswer): ModelOutcome {
  const trouble = classifyTrouble(answer);
  if (trouble !== null) return trouble;
  if (answer.kind === "failure") return { outcome: answer.failure, skewSeconds: null };
  const { status, skewSeconds } = answer;
  if (status === 401 || status === 403) return { outcome: "key-refused", skewSeconds };
  if (status === 402) return { outcome: "no-credit", skewSeconds };
  const key = KeyInformation.safeParse(answer.body);
  if (status !== 200 || !key.success) return { outcome: "not-checked", skewSeconds };
  const remaining = key.data.data.limit_remaining ?? null;
  if (remaining !== null && remaining <= 0) return { outcome: "no-credit", skewSeconds };
  return { outcome: "ok", missing: [], skewSeconds };
}

/** Configured models absent from the list; none when the list could not be read. Pure. */
export function findMissingModels(answer: ServiceAnswer, models: Models): string[] {
  const list = answer.kind === "answer" && answer.status === 200 ? ModelList.safeParse(answer.body) : null;
  if (!list?.success) return [];
  const offered = new Set(list.data.data.map((model) => model.id));
  const wanted = [...new Set([models.chat, models.fallback, models.compaction])];
  // `:nitro` and `:floor` choose a provider and are not listed: https://openrouter.ai/docs/features/provider-routing
  return wanted.filter((id) => !offered.has(id) && !offered.has(id.replace(/:(nitro|floor|online)$/, "")));
}
