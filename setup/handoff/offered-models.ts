import { z } from "zod";
import type { ServiceAnswer } from "./service-request.ts";

/** What the model service serves to this key. */
export interface OfferedModels {
  readonly ids: readonly string[];
  /** Those of `ids` that cost nothing: free tiers stop answering without saying so. */
  readonly free: readonly string[];
}

/** https://openrouter.ai/docs/api-reference/list-available-models : prices are US dollars per token, as text. */
const Price = z.union([z.string(), z.number()]).transform(Number);
const ModelList = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      pricing: z.object({ prompt: Price, completion: Price }).optional().catch(undefined),
    }),
  ),
});

/** The list in an answer; null when it holds none (an empty list is a list nobody believes). Pure. */
export function readOfferedModels(answer: ServiceAnswer): OfferedModels | null {
  const list = answer.kind === "answer" && answer.status === 200 ? ModelList.safeParse(answer.body) : null;
  if (!list?.success || list.data.data.length === 0) return null;
  const free = list.data.data.filter(
    ({ id, pricing }) => id.endsWith(":free") || (pricing?.prompt === 0 && pricing.completion === 0),
  );
  return { ids: list.data.data.map(({ id }) => id), free: free.map(({ id }) => id) };
}

/** Suffixes that choose a provider are not listed (https://openrouter.ai/docs/features/provider-routing); Ollama lists `:latest`. Pure. */
export function isServed({ ids }: OfferedModels, model: string): boolean {
  const plain = model.replace(/:(nitro|floor|online|exacto)$/, "");
  return ids.includes(model) || ids.includes(plain) || ids.includes(`${model}:latest`);
}
