import { type JournalEntry, readJournal } from "../setup/execute/journal.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import { buildCommand } from "./admin-action.ts";
import type { PartId, Parts } from "./admin-state.ts";
import type { Box } from "./box.ts";
import { cleanOutput } from "./clean-output.ts";
import { escapeDeep } from "./escape-deep.ts";
import type { ScreenId } from "./screens.ts";
import { parseStatus } from "./watch-status.ts";

/** The status is watched all the time; everything else is read while a screen shows it. */
export type LoadedId = Exclude<PartId, "status">;

/** What each screen needs beside the status, and how old it may become while it is looked at. Seconds. */
export const screenParts: Readonly<Partial<Record<ScreenId, readonly { id: LoadedId; seconds: number }[]>>> =
  {
    databases: [{ id: "databases", seconds: 10 }],
    settings: [
      { id: "settings", seconds: 60 },
      { id: "profile", seconds: 60 },
    ],
    operator: [{ id: "access", seconds: 60 }],
    journal: [{ id: "journals", seconds: 15 }],
  };

const timeoutSeconds = 60;

/** Reads one part. @throws Error with a line for people. */
export async function loadPart(box: Box, id: LoadedId): Promise<Parts[LoadedId]["value"]> {
  switch (id) {
    case "databases": {
      // As root: only the database's superuser sees every database.
      const { stdout, stderr } = await box.run(buildCommand(["clawdie", "status", "--json"], true), {
        timeoutSeconds,
      });
      const status = parseStatus(stdout);
      if (status === null) throw new Error(lastLine(stderr) || "the box did not tell its status");
      if (status.databases === null) throw new Error("the database does not answer");
      return status.databases;
    }
    case "settings":
      return readLines(box, ["clawdie", "settings"], true);
    case "profile":
      return readLines(box, ["clawdie", "profile"], false);
    case "access":
      return readLines(box, ["set-operator", "--show"], true);
    case "journals": {
      const read = (path: string): Promise<JournalEntry[] | null> =>
        readJournal({ readFile: (name) => readFile(box, name) }, path).then(escapeDeep, () => null);
      const [install, firstboot] = await Promise.all([read(boxLayout.installLog), read(boxLayout.journal)]);
      return { install, firstboot };
    }
  }
}

async function readLines(box: Box, argv: readonly string[], root: boolean): Promise<readonly string[]> {
  const { code, stdout, stderr } = await box.run(buildCommand(argv, root), { timeoutSeconds });
  if (code !== 0) throw new Error(lastLine(stderr) || `${argv.join(" ")} ended with exit code ${code}`);
  return stdout.trimEnd().split("\n").map(cleanOutput);
}

/** Null when there is no such file. @throws Error when it may not be read. */
async function readFile(box: Box, path: string): Promise<Buffer | null> {
  const { code, stdout, stderr } = await box.run(buildCommand(["cat", "--", path], true), { timeoutSeconds });
  if (code === 0) return Buffer.from(stdout);
  if (/No such file/.test(stderr)) return null;
  throw new Error(lastLine(stderr));
}

function lastLine(text: string): string {
  return cleanOutput(text.trim().split("\n").at(-1) ?? "");
}
