import type { IssueCode } from "../issues/codes.ts";
import { nameCodePoint } from "./characters.ts";
import type { KeyMeta } from "./key-meta.ts";

export interface ReadValue {
  /** Null when it cannot be read without a guess. */
  readonly value: string | null;
  readonly findings: readonly ValueFinding[];
}

export interface ValueFinding {
  readonly code: IssueCode;
  readonly words?: Readonly<Record<string, string>>;
}

const smartQuotes = /^([“”„‟«»‘’‚‹›])(.*)([“”‟«»‘’‹›])$/u;

/** Takes off white space, comment and quotes around a value, exactly as far as that needs no guess. */
export function readValue(text: string, comments: KeyMeta["comments"]): ReadValue {
  const spaces = text.match(/^[ \t]*([^\S \t])|([^\S \t])[ \t]*$/u);
  const wide = spaces?.[1] ?? spaces?.[2];
  const findings: ValueFinding[] =
    wide === undefined ? [] : [{ code: "syntax.wide-space", words: { codePoint: nameCodePoint(wide) } }];
  const read = readBare(text.trim(), comments, /^\s/.test(text));
  return { value: read.value, findings: [...findings, ...read.findings] };
}

function readBare(bare: string, comments: KeyMeta["comments"], spaceBefore: boolean): ReadValue {
  if (bare.startsWith("#") && (spaceBefore || comments !== "ambiguous"))
    return readLeadingHash(bare, comments);
  const quote = bare[0];
  if (quote === '"' || quote === "'") return readQuoted(bare, quote, comments);
  const cut = cutComment(bare, comments);
  if (cut === null) return refuse("syntax.comment-or-value");
  const smart = smartQuotes.exec(cut);
  const open = /^[“„«‹]/u.exec(cut)?.[0];
  if (smart === null && open !== undefined) return refuse("syntax.open-quote", { quote: open });
  if (smart === null) return { value: cut, findings: [] };
  return { value: smart[2] ?? "", findings: [{ code: "syntax.smart-quotes" }] };
}

/** `KEY=  # comment` is a blank value, not the comment. */
function readLeadingHash(bare: string, comments: KeyMeta["comments"]): ReadValue {
  const clear = comments === "stripped" || /^#+(\s|$)/.test(bare);
  return clear ? { value: "", findings: [] } : refuse("syntax.comment-or-value");
}

/** One matching pair; a comment may follow the closing quote. */
function readQuoted(bare: string, quote: string, comments: KeyMeta["comments"]): ReadValue {
  const listed =
    comments === "ambiguous" ? null : new RegExp(`^${quote}([^${quote}]*)${quote}\\s*[,;]$`).exec(bare);
  if (listed !== null) return { value: listed[1] ?? "", findings: [{ code: "syntax.trailing-comma" }] };
  const whole = bare.length > 1 && bare.endsWith(quote) ? bare.slice(1, -1) : null;
  const shortest = new RegExp(`^${quote}(.*?)${quote}\\s+#`).exec(bare)?.[1] ?? null;
  if (whole !== null && shortest !== null && comments === "ambiguous")
    return refuse("syntax.comment-or-value");
  const value = shortest ?? whole;
  if (value === null) return refuse("syntax.open-quote", { quote });
  return { value, findings: [] };
}

/** The value without its comment; null when it is unsure whether there is one. */
function cutComment(bare: string, comments: KeyMeta["comments"]): string | null {
  const comment = /\s+#/.exec(bare);
  if (comment === null) return bare;
  if (comments === "ambiguous") return null;
  const rest = bare.slice(comment.index + comment[0].length);
  if (comments === "spaced" && !/^(\s|#|$)/.test(rest)) return null;
  return bare.slice(0, comment.index);
}

function refuse(code: IssueCode, words: Readonly<Record<string, string>> = {}): ReadValue {
  return { value: null, findings: [{ code, words }] };
}
