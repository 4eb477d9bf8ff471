import { keepModelMoves } from "./keep-model-moves.ts";
import type { HandoffDeps, HandoffRound } from "./run-handoff-once.ts";
import { callTelegram } from "./verify-telegram.ts";

/** When a round found retired models: writes their successors into the settings and tells the owner. True when it did. */
export async function followModelMoves({ record, moves }: HandoffRound, deps: HandoffDeps): Promise<boolean> {
  if (moves === null) return false;
  const { settings, fetch, host } = deps;
  if (!(await keepModelMoves(settings, moves, host))) return false;
  // Who already talks to the assistant hears it there; a message that is lost is in the record and in the status.
  if (record.greetedAt !== null) {
    const text = record.checks.find(({ name }) => name === "models")?.message ?? "";
    const message = { chat_id: settings.telegram.adminId, text };
    await callTelegram(settings.telegram, "sendMessage", message, { fetch, now: () => host.now() });
  }
  return true;
}
