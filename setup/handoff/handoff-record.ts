import { z } from "zod";
import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";

export const HandoffCheck = z.object({
  name: z.enum(["network", "clock", "telegram", "readers", "model", "models", "runtime", "greeting"]),
  /** Offline is "not-checked", never "ok". */
  outcome: z.enum(["ok", "failed", "not-checked"]),
  /** A key of `handoffMessages`; a string here so that an older program can show a newer record. */
  code: z.string(),
  message: z.string(),
  /** What to do; empty when nothing is to do. A check that is ok with a cure is a warning. */
  cure: z.string(),
});
export type HandoffCheck = z.infer<typeof HandoffCheck>;

/** What was last verified about the assistant; no secrets, so everyone on the box may read it. */
export const HandoffRecord = z.object({
  schema: z.literal(1),
  /** waiting heals by itself or by the owner's phone; stopped needs another setup.txt. */
  state: z.enum(["ready", "waiting", "stopped"]),
  /** ISO 8601, UTC. */
  checkedAt: z.string(),
  /** When the owner was greeted, once per installation; null before. */
  greetedAt: z.string().nullable(),
  assistant: z.object({
    name: z.string(),
    /** Without the @; null until Telegram told it. */
    botUsername: z.string().nullable(),
  }),
  checks: z.array(HandoffCheck),
});
export type HandoffRecord = z.infer<typeof HandoffRecord>;

/** The record on the box, or null when there is none or it cannot be understood (it is then made anew). */
export async function readHandoffRecord(host: Pick<Host, "readFile">): Promise<HandoffRecord | null> {
  const bytes = await host.readFile(boxLayout.handoff);
  if (bytes === null) return null;
  try {
    return HandoffRecord.parse(JSON.parse(bytes.toString("utf8")));
  } catch {
    return null;
  }
}

/** Atomic, readable by every account: status and the admin TUI show it without being root. */
export async function writeHandoffRecord(
  host: Pick<Host, "writeFile">,
  record: HandoffRecord,
): Promise<void> {
  await host.writeFile(boxLayout.handoff, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o644 });
}
