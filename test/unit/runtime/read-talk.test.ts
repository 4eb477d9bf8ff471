import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { readTalk } from "../../../setup/runtime/read-talk.ts";
import { Talk } from "../../../setup/runtime/talk.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const home = "/var/lib/clawdie/runtime";

/** A database of transcripts as the runtime keeps it, open as on a box: [minute, role, ending] each. */
async function buildTranscripts(messages: readonly (readonly [number, string, string?])[]) {
  const root = await buildTempRoot();
  const folder = join(root, home, "state/agents/main/agent");
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, "openclaw-agent.sqlite"));
  onTestFinished(() => database.close());
  database.exec(
    "PRAGMA journal_mode = WAL; CREATE TABLE transcript_events (event_json TEXT, created_at INTEGER)",
  );
  const insert = database.prepare("INSERT INTO transcript_events VALUES (?, ?)");
  for (const [minute, role, stopReason] of messages) {
    const message = { role, stopReason, model: "a/b", content: [{ type: "text", text: "private" }] };
    insert.run(JSON.stringify({ type: "message", timestamp: at(minute), message }), minute);
  }
  return createLinuxHost(root);
}

function at(minute: number): string {
  return `2026-11-21T10:${String(minute).padStart(2, "0")}:00.000Z`;
}

test("the error of a turn is no answer", async () => {
  const host = await buildTranscripts([
    [1, "user"],
    [2, "assistant", "stop"],
    [3, "user"],
    [4, "assistant", "error"],
  ]);
  expect(await readTalk(host, home)).toEqual({
    ...{ questionAt: at(3), answerAt: at(2), failedAt: at(4), model: "a/b" },
  });
});

test("an answer after an error is the last answer, and nothing of what was said leaves", async () => {
  const host = await buildTranscripts([
    [1, "user"],
    [2, "assistant", "error"],
    [3, "user"],
    [4, "assistant", "stop"],
  ]);
  const talk = await readTalk(host, home);
  expect(talk).toMatchObject({ questionAt: at(3), answerAt: at(4), failedAt: at(2) });
  expect(JSON.stringify(talk)).not.toContain("private");
});

test("a record of an earlier version, without errors, is still understood", () => {
  const earlier = { questionAt: at(1), answerAt: at(2), model: null };
  expect(Talk.parse(earlier)).toEqual({ ...earlier, failedAt: null });
});
