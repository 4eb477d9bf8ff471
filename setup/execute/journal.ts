import type { Host } from "../host/host.ts";

/** How one step ended. */
export type StepOutcome = "done" | "skipped" | "failed" | "blocked";

/** One line of the journal: what was done and how it went; steps that were in place leave none. Never a step's
 *  arguments, never a secret. */
export interface JournalEntry {
  readonly schema: 1;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly plan: string;
  /** Step id. */
  readonly step: string;
  readonly outcome: StepOutcome;
  readonly seconds: number;
  /** Why it was needed, or why it failed. */
  readonly reason: string | null;
}

export interface Journal {
  append(entry: JournalEntry): Promise<void>;
}

/** JSON lines, append-only, each line on the disk before the next step starts. */
export function createJournal(host: Host, path: string): Journal {
  return { append: (entry) => host.appendLine(path, JSON.stringify(entry)) };
}

/** Reads the entries back; a last line cut short by a power cut is left out. */
export async function readJournal(host: Pick<Host, "readFile">, path: string): Promise<JournalEntry[]> {
  const content = await host.readFile(path);
  if (content === null) return [];
  return content.toString("utf8").split("\n").flatMap(parseEntry);
}

function parseEntry(line: string): JournalEntry[] {
  try {
    const entry = JSON.parse(line) as JournalEntry;
    return entry.schema === 1 ? [entry] : [];
  } catch {
    return [];
  }
}
