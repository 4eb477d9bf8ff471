import { type JournalEntry, readJournal } from "../setup/execute/journal.ts";
import type { Host } from "../setup/host/host.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import { gatherStatus, type StatusDeps } from "../setup/status/gather-status.ts";
import type { Sources } from "./live-app.tsx";

/** What the TUI shows on a box: the same status as `clawdie status --json`, and both journals. */
export function createBoxSources(host: Host, deps: StatusDeps): Sources {
  const read = (path: string): Promise<JournalEntry[] | null> => readJournal(host, path).catch(() => null);
  return {
    readStatus: () => gatherStatus(host, deps),
    readJournals: async () => {
      const [install, firstboot] = await Promise.all([read(boxLayout.installLog), read(boxLayout.journal)]);
      return { install, firstboot };
    },
  };
}
