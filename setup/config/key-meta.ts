/** What is declared about one key of setup.txt, beside its shape. The template, tables and forms are made from it. */
export type KeyMeta = {
  readonly tier: "required" | "recommended" | "prefilled" | "optional" | "advanced" | "written by us";
  /** Heading under which template and tables list it. */
  readonly group: KeyGroup;
  /** What people call it; names fields of forms. */
  readonly label: string;
  /** What kind of value it is, so that a form offers the right field. */
  readonly kind: KeyKind;
  /** Every value of a choice. */
  readonly choices?: readonly string[];
  /** The rule, as one sentence shown when it is broken. */
  readonly rule: string;
  /** A value of the right shape; for secrets an invented one. */
  readonly example: string;
  /** One to three short lines for the template. */
  readonly help: readonly string[];
  /** What a blank means, in words. */
  readonly whenBlank: string;
  /** The value the template fills in. */
  readonly prefill?: string;
  /** True: never shown, never logged. */
  readonly secret: boolean;
  /** What ` #` starts: a comment; a comment only with a space behind it too; or, in passwords, nobody knows. */
  readonly comments: "stripped" | "spaced" | "ambiguous";
  /** What to do about characters nobody sees: strip them, refuse them, or keep them (emoji need joiners). */
  readonly invisible: "strip" | "refuse" | "keep";
  /** Version that knows the key first. */
  readonly since: string;
};

export type KeyKind =
  | "text"
  | "number"
  | "amount"
  | "choice"
  | "password"
  | "email"
  | "web address"
  | "IP addresses"
  | "public key";

export type KeyGroup = "start" | "box" | "access" | "network" | "spending" | "disk" | "models" | "format";

type KeyWords = Pick<KeyMeta, "tier" | "group" | "label" | "rule" | "example" | "help" | "whenBlank"> &
  Partial<KeyMeta>;

/** Fills in what most keys have in common. */
export function describeKey(words: KeyWords): KeyMeta {
  return { kind: "text", secret: false, comments: "stripped", invisible: "strip", since: "0.1", ...words };
}
