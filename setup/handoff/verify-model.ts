import { z } from "zod";
import type { Secret } from "../issues/secret.ts";
import { type OfferedModels, readOfferedModels } from "./offered-models.ts";
import { requestService, type ServiceAnswer, type ServiceDeps } from "./service-request.ts";
import { type Answered, classifyTrouble, describeFailure, type ServiceTrouble } from "./service-trouble.ts";

export interface ModelAccess {
  /** OpenAI-compatible endpoint without a trailing slash, e.g. `https://openrouter.ai/api/v1`. */
  readonly baseUrl: string;
  readonly apiKey: Secret;
}

/** What the service tells about the key. Money in US dollars. */
export interface KeyFacts {
  /** What the key may spend; null is no limit. */
  readonly limit: number | null;
  readonly remaining: number | null;
  /** The account never bought credit: only free models answer it reliably. */
  readonly isFreeTier: boolean;
  /** ISO 8601; null is never. */
  readonly expiresAt: string | null;
}

export type ModelOutcome =
  | {
      readonly outcome: "ok";
      /** null: a self-hosted endpoint without key information. Only a real answer proves such a key. */
      readonly key: KeyFacts | null;
      /** null: the list could not be read. */
      readonly offered: OfferedModels | null;
      readonly skewSeconds: number | null;
    }
  /** management-key: it makes keys and never answers. */
  | {
      readonly outcome: "key-refused" | "management-key" | "no-credit";
      readonly skewSeconds: number | null;
    }
  | ServiceTrouble;

/** https://openrouter.ai/docs/api-reference/limits : answer of GET /key; the older name of a management key is kept. */
const KeyInformation = z.object({
  data: z.object({
    limit: z.number().nullish(),
    limit_remaining: z.number().nullish(),
    is_free_tier: z.boolean().nullish(),
    is_management_key: z.boolean().nullish(),
    is_provisioning_key: z.boolean().nullish(),
    expires_at: z.string().nullish(),
  }),
});

const timeoutSeconds = 20;

/** Is the key good, is there credit, which models are served to it? Three requests at most; throws nothing. */
export async function verifyModel(access: ModelAccess, deps: ServiceDeps): Promise<ModelOutcome> {
  const ask = (path: string) =>
    requestService({ url: `${access.baseUrl}/${path}`, bearer: access.apiKey, timeoutSeconds }, deps);
  const outcome = classifyKey(await ask("key"));
  if (outcome.outcome !== "ok") return outcome;
  // OpenRouter's list for this very key: privacy settings and guardrails of its account applied.
  const own = outcome.key === null ? null : readOfferedModels(await ask("models/user"));
  if (own !== null) return { ...outcome, offered: own };
  const list = await ask("models");
  // A self-hosted endpoint has no /key: what it says about the list says it about the key.
  if (outcome.key === null && list.kind === "answer" && isRefusal(list)) {
    return { outcome: "key-refused", skewSeconds: list.skewSeconds };
  }
  return { ...outcome, offered: readOfferedModels(list) };
}

function isRefusal({ status, isWebPage }: Answered): boolean {
  return (status === 401 || status === 403) && !isWebPage;
}

/** What the key information says. Pure. */
export function classifyKey(answer: ServiceAnswer): ModelOutcome {
  const trouble = classifyTrouble(answer);
  if (trouble !== null) return trouble;
  if (answer.kind === "failure") return describeFailure(answer.failure);
  const { status, skewSeconds } = answer;
  if (isRefusal(answer)) return { outcome: "key-refused", skewSeconds };
  if (status === 402) return { outcome: "no-credit", skewSeconds };
  const information = KeyInformation.safeParse(answer.body);
  if (status !== 200 || !information.success) return { outcome: "ok", key: null, offered: null, skewSeconds };
  const { data } = information.data;
  if (data.is_management_key || data.is_provisioning_key) return { outcome: "management-key", skewSeconds };
  const remaining = data.limit_remaining ?? null;
  if (remaining !== null && remaining <= 0) return { outcome: "no-credit", skewSeconds };
  const key = {
    limit: data.limit ?? null,
    remaining,
    isFreeTier: data.is_free_tier ?? false,
    expiresAt: data.expires_at ?? null,
  };
  return { outcome: "ok", key, offered: null, skewSeconds };
}
