import { parseDocument } from "../../setup/config/document.ts";
import { isSetupKey, type SetupKey } from "../../setup/config/schema.ts";
import { renderSetupTemplate } from "../../setup/generate/render-setup-template.ts";
import type { Issue } from "../../setup/issues/issue.ts";

/** The settings as typed so far: plain text per key, as it would stand behind `KEY=`. Holds plain secrets. */
export type Draft = ReadonlyMap<SetupKey, string>;

export interface FoundDraft {
  readonly draft: Draft;
  /** Why the file as a whole could not be read, or null. */
  readonly unreadable: Issue | null;
  /** About lines of the file that say something nobody can read: they are not kept, and that is told. */
  readonly lost: readonly Issue[];
}

/** What the refused file says, right or wrong: what is wrong is corrected where it stands. Null or no bytes: no file. Pure. */
export function readDraft(bytes: Uint8Array | null): FoundDraft {
  if (bytes === null || bytes.length === 0) return { draft: new Map(), unreadable: null, lost: [] };
  const { entries, readable, issues } = parseDocument(bytes);
  const values = entries.map(({ key, value }) => [key, value.reveal()] as const);
  // The number of the format is ours: whatever the file says, this is written in the present one.
  const draft = new Map(
    values.filter(([key, value]) => key !== "SETUP_SCHEMA_VERSION" && value.trim() !== ""),
  );
  const errors = issues.filter(({ severity }) => severity === "error");
  if (!readable) return { draft, unreadable: errors[0] ?? issues[0] ?? null, lost: [] };
  // A key that the file contradicts or spoils is asked for anew: none of its values is taken on a guess.
  for (const { key } of errors) if (key !== null && isSetupKey(key)) draft.delete(key);
  return { draft, unreadable: null, lost: errors };
}

/** The bytes of setup.txt for a draft. Pure. */
export function renderDraft(draft: Draft): Buffer {
  return Buffer.from(renderSetupTemplate(draft), "utf8");
}
