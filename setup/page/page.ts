import type { CheckResult } from "../config/check-setup.ts";
import type { SetupKey } from "../config/schema.ts";
import type { Catalogue } from "./texts/catalogue.ts";

/** The file that is looked at. */
export interface OpenedFile {
  readonly bytes: Uint8Array;
  /** Null when the text was pasted. */
  readonly name: string | null;
}

/** Everything the page knows. It lives in memory only: nothing is stored, nothing is put into the address. */
export interface PageState {
  texts: Catalogue;
  view: "check" | "form";
  opened: OpenedFile | null;
  showSecrets: boolean;
  /** What the form holds, as typed. */
  readonly values: Map<SetupKey, string>;
  /** Fields whose problems are shown: those that were left, or came from a file. */
  readonly touched: Set<SetupKey>;
  showAll: boolean;
  fromFile: boolean;
}

/** What the parts of the page share. */
export interface Page {
  readonly state: PageState;
  readonly catalogues: readonly Catalogue[];
  readonly english: Catalogue;
  /** Judges bytes as the box would. */
  readonly judge: (bytes: Uint8Array, file: string | null) => CheckResult;
  /** Draws everything anew from the state. */
  readonly draw: () => void;
}
