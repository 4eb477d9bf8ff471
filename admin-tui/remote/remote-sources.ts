import { type JournalEntry, readJournal } from "../../setup/execute/journal.ts";
import { escapeControls } from "../../setup/issues/escape-controls.ts";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { boxLayout } from "../../setup/plan/box-layout.ts";
import { Status } from "../../setup/status/status.ts";
import type { Box } from "../box.ts";
import { explainSilence, lookSeconds, statusCommand } from "../fleet/look-at-box.ts";
import type { Sources } from "../live-app.tsx";

/** What the screens show of a box elsewhere: the same as on the box itself, asked for by its own commands. */
export function createRemoteSources(box: Box): Sources {
  const readJournals = async (path: string): Promise<JournalEntry[] | null> => {
    const { code, stdout } = await box.run(["sudo", "-n", "cat", path], { timeoutSeconds: lookSeconds });
    if (code !== 0) return null;
    const entries = await readJournal({ readFile: async () => Buffer.from(stdout) }, path);
    return entries.map((entry) => escapeDeep(entry));
  };
  return {
    readStatus: () => readStatus(box),
    readJournals: async () => ({
      install: await readJournals(boxLayout.installLog),
      firstboot: await readJournals(boxLayout.journal),
    }),
  };
}

async function readStatus(box: Box): Promise<Status> {
  const result = await box.run(statusCommand, { timeoutSeconds: lookSeconds });
  const parsed = Status.safeParse(parseJson(result.stdout));
  if (parsed.success) return parsed.data;
  if (parseJson(result.stdout) === null) throw explainSilence(result);
  throw new SetupError("its status is of another version than this program", "Update the older of the two.");
}

function parseJson(text: string): unknown {
  try {
    return escapeDeep(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Text of another computer cannot drive this terminal. */
function escapeDeep<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === "string" ? escapeControls(part) : part,
  );
}
