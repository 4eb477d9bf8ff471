import type { Status } from "../setup/status/status.ts";
import type { AdminAction } from "./admin-action.ts";
import type { Answers, FormId } from "./forms.ts";
import type { Journals } from "./journal-lines.ts";
import { firstLog, type LogState } from "./log-state.ts";
import type { ScreenId } from "./screens.ts";
import type { EditLine } from "./wizard/edit-line.ts";

/** Something read from the box. */
export interface Part<T> {
  readonly value: T | null;
  /** Why it could not be read the last time; null after a success. */
  readonly error: string | null;
  /** When it was read last, whether or not that worked; milliseconds since 1970, null before. */
  readonly at: number | null;
}

/** What the screens are made of. Text is lines as the command prints them, already cleaned. */
export interface Parts {
  readonly status: Part<Status>;
  readonly databases: Part<NonNullable<Status["databases"]>>;
  readonly settings: Part<readonly string[]>;
  readonly profile: Part<readonly string[]>;
  readonly access: Part<readonly string[]>;
  readonly journals: Part<Journals>;
}

export type PartId = keyof Parts;

export type Dialog =
  | { readonly kind: "help"; readonly top: number }
  | { readonly kind: "confirm"; readonly action: AdminAction; readonly line: EditLine }
  | FormDialog
  | RunDialog
  | { readonly kind: "filter"; readonly line: EditLine };

export interface FormDialog {
  readonly kind: "form";
  readonly form: FormId;
  /** Which field is asked for. */
  readonly at: number;
  readonly answers: Answers;
  readonly line: EditLine;
  readonly revealed: boolean;
  /** What was wrong with the last answer. */
  readonly problem: string | null;
  /** The answer is being judged; keys wait. */
  readonly busy: boolean;
}

export interface RunDialog {
  readonly kind: "run";
  readonly action: AdminAction;
  /** Cleaned, except for the link's picture. */
  readonly lines: readonly string[];
  /** First line shown; null: the last ones, as they come. */
  readonly top: number | null;
  /** null while it runs. */
  readonly code: number | null;
  /** The box could not be reached any more. */
  readonly lost: string | null;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Everything the admin screen shows. */
export interface AdminState {
  /** Of the box. */
  readonly title: string;
  readonly size: Size;
  readonly screen: ScreenId;
  /** First line shown, per screen. */
  readonly tops: Readonly<Partial<Record<ScreenId, number>>>;
  /** Chosen row, by name, per screen; none is the first one. */
  readonly chosen: Readonly<Partial<Record<ScreenId, string>>>;
  readonly parts: Parts;
  readonly log: LogState;
  readonly dialog: Dialog | null;
  /** A word about the last key, in place of the bar at the bottom. */
  readonly notice: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly ended: boolean;
}

const unread = { value: null, error: null, at: null };

/** Before anything was read. Pure. */
export function startAdmin(title: string, size: Size, screen: ScreenId, now: number): AdminState {
  const parts: Parts = {
    ...{ status: unread, databases: unread, settings: unread, profile: unread, access: unread },
    journals: unread,
  };
  return {
    ...{ title, size, screen, parts, now, tops: {}, chosen: {}, log: firstLog },
    ...{ dialog: null, notice: null, ended: false },
  };
}
