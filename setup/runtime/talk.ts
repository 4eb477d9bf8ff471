import { z } from "zod";

/** When the assistant was last asked and last answered, and by which model; never what was said. */
export const Talk = z.object({
  /** ISO 8601, UTC; null before the first. */
  questionAt: z.string().nullable(),
  answerAt: z.string().nullable(),
  /** When a question last ended in an error instead of an answer: no model would answer it. */
  failedAt: z.string().nullable().default(null),
  /** Id of the model that gave the last answer; null when the service did not say. */
  model: z.string().nullable(),
});
export type Talk = z.infer<typeof Talk>;

/**
 * Which of the configured models gave an answer. Services add dates and variants to an id ("a/b-20260301", "a/b:free"),
 * so the longest id that begins it is meant. Pure.
 */
export function findRole(model: string, models: Readonly<Record<"chat" | "fallback", string>>) {
  const begins = (id: string) => model === id || model.startsWith(`${id}-`) || model.startsWith(`${id}:`);
  const roles = (["chat", "fallback"] as const).filter((role) => begins(models[role]));
  return roles.toSorted((a, b) => models[b].length - models[a].length)[0] ?? "other";
}
