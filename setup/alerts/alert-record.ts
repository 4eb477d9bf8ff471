import { dirname } from "node:path";
import { z } from "zod";
import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { Talk } from "../runtime/talk.ts";
import { AlertCause } from "./alert-cause.ts";
import { Moment } from "./moment.ts";

export const ActiveAlert = z.object({
  cause: AlertCause,
  repeatSeconds: z.number(),
  message: z.string(),
  cure: z.string(),
  /** About a message that got no answer; false in records of earlier versions. */
  unanswered: z.boolean().default(false),
  since: Moment,
  /** When Telegram last took a message about it; null before. */
  told: Moment.nullable(),
  /** Not seen any more since then; null while it lasts. */
  goneSince: Moment.nullable(),
});
export type ActiveAlert = z.infer<typeof ActiveAlert>;

/** What the alerts know; no secrets, every account may read it. */
export const AlertRecord = z.object({
  schema: z.literal(1),
  /** The last look; the control plane sees by it whether anybody still looks. */
  lookedAt: Moment,
  active: z.array(ActiveAlert),
  /** Seen, but not for long enough. */
  suspected: z.array(z.object({ cause: AlertCause, since: Moment })),
  /** Cause → when Telegram last took a message about it, also after it was over. */
  told: z.partialRecord(AlertCause, Moment),
  /** What is over, newest first. */
  past: z.array(z.object({ cause: AlertCause, message: z.string(), since: z.string(), until: z.string() })),
  /** How often each service had been started at a look, oldest first. */
  starts: z.array(z.object({ at: Moment, counts: z.record(z.string(), z.number()) })),
  /** What the model service last said about the key. */
  key: z
    .object({ at: Moment, state: z.enum(["good", "bad", "unknown"]), message: z.string(), cure: z.string() })
    .nullable(),
  /** Our clock against the model service's at that look: theirs minus ours; wrong is null when it could not be compared. */
  clock: z.object({ wrong: z.boolean().nullable(), skewSeconds: z.number().nullable() }),
  /** What the assistant was last asked and answered; null when that cannot be read. */
  talk: Talk.nullable(),
  /** Fingerprint of the dashboard's certificate that Telegram last took; null before. */
  announced: z.string().nullable(),
});
export type AlertRecord = z.infer<typeof AlertRecord>;

export function emptyAlertRecord(now: Moment): AlertRecord {
  const lists = { active: [], suspected: [], told: {}, past: [], starts: [] };
  return {
    schema: 1,
    lookedAt: now,
    ...lists,
    ...{ key: null, talk: null, announced: null },
    clock: { wrong: null, skewSeconds: null },
  };
}

/** The newest record there is: of this start of the computer, else the one on the disk; null when neither can be understood. */
export async function readAlertRecord(host: Pick<Host, "readFile">): Promise<AlertRecord | null> {
  return (await readOne(host, boxLayout.alertsNow)) ?? (await readOne(host, boxLayout.alerts));
}

async function readOne(host: Pick<Host, "readFile">, path: string): Promise<AlertRecord | null> {
  const bytes = await host.readFile(path);
  if (bytes === null) return null;
  try {
    return AlertRecord.parse(JSON.parse(bytes.toString("utf8")));
  } catch {
    return null;
  }
}

/**
 * In RAM at every look, on the disk when something a restart must not forget has changed. A disk that takes nothing is no
 * reason to be silent about it: the copy in RAM holds until the next start. @throws when not even RAM takes it.
 */
export async function writeAlertRecord(
  host: Pick<Host, "makeFolder" | "readFile" | "writeFile">,
  record: AlertRecord,
): Promise<void> {
  const text = `${JSON.stringify(record, null, 2)}\n`;
  await host.makeFolder(dirname(boxLayout.alertsNow), { mode: 0o755 });
  await host.writeFile(boxLayout.alertsNow, text, { mode: 0o644 });
  const kept = await readOne(host, boxLayout.alerts).catch(() => null);
  // A box that never had anything to tell has no such file.
  if (lasting(kept ?? emptyAlertRecord(record.lookedAt)) === lasting(record)) return;
  await host.writeFile(boxLayout.alerts, text, { mode: 0o644 }).catch(() => undefined);
}

function lasting({ active, told, past, announced }: AlertRecord): string {
  return JSON.stringify({ active, told, past, announced });
}
