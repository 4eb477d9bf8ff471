import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import type { Talk } from "./talk.ts";

/** Where the pinned runtime keeps what was said; test/integration/runtime reads it from the real program. */
const transcripts = "state/agents/main/agent/openclaw-agent.sqlite";
/** One turn is a handful of events. */
const lookedAt = 200;

/** The runtime writes the error of a turn that no model answered like an answer, with this ending. */
const failedEnding = "error";

/** Neither what was said nor by whom leaves this statement. */
const query = `
SELECT json_extract(event_json, '$.message.role') AS role,
       json_extract(event_json, '$.timestamp') AS at,
       json_extract(event_json, '$.message.stopReason') AS ending,
       coalesce(json_extract(event_json, '$.message.responseModel'), json_extract(event_json, '$.message.model')) AS model
FROM (SELECT event_json, created_at FROM transcript_events ORDER BY created_at DESC LIMIT ${lookedAt})
WHERE json_extract(event_json, '$.type') = 'message'
ORDER BY at DESC`;

/**
 * When the assistant was last asked and last answered, and by which model. Null while its database is not there.
 * @throws when the database is not one that this version of the runtime writes.
 */
export async function readTalk(
  host: Pick<Host, "root" | "stat">,
  home: string = boxLayout.runtimeHome,
): Promise<Talk | null> {
  const path = `${home}/${transcripts}`;
  // While nobody has it open there is nothing new in it, and looking would leave files of ours beside it.
  if ((await host.stat(`${path}-wal`)) === null) return null;
  const database = new DatabaseSync(join(host.root, path), { readOnly: true, timeout: 2000 });
  try {
    return findTalk(database.prepare(query).all());
  } finally {
    database.close();
  }
}

/** Rows of the query, newest first. Pure. */
export function findTalk(rows: readonly Record<string, unknown>[]): Talk {
  const question = rows.find(({ role }) => role === "user");
  const answer = rows.find(({ role, ending }) => role === "assistant" && ending !== failedEnding);
  const failure = rows.find(({ role, ending }) => role === "assistant" && ending === failedEnding);
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  return {
    questionAt: text(question?.at),
    answerAt: text(answer?.at),
    failedAt: text(failure?.at),
    model: text(answer?.model),
  };
}
