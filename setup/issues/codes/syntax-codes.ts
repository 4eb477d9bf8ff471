import type { CodeTable } from "../code-table.ts";

/** One line of the file: key, separator, quotes, invisible characters. */
export const syntaxCodes = {
  "syntax.line-too-long": {
    severity: "error",
    rule: "This line is {length} characters long; at most {limit} are read.",
    cure: "Check whether several lines were joined.",
  },
  "syntax.no-equals": {
    severity: "error",
    rule: "Line {line} has no = sign.",
    cure: "Write KEY=value. Was a long key or password cut in two by a line break? Join the parts again.",
  },
  "syntax.missing-equals": {
    severity: "error",
    rule: "There is no = after {key}.",
    cure: "Did you forget it? Write {key}=value.",
  },
  "syntax.no-key": {
    severity: "error",
    rule: "There is no key in front of the = sign.",
    cure: "Write KEY=value.",
  },
  "syntax.colon": {
    severity: "warning",
    rule: "{key} is followed by : instead of =.",
    cure: "It was read as {key}=…",
  },
  "syntax.wide-separator": {
    severity: "error",
    rule: "{key} is followed by {codePoint}, which only looks like = or :.",
    cure: "Type the plain sign: {key}=value.",
  },
  "syntax.double-equals": {
    severity: "error",
    rule: "{key} is followed by two = signs.",
    cure: "Keep one = sign; put the value into quotes if it really begins with =.",
  },
  "syntax.extra-equals": {
    severity: "warning",
    rule: "{key} is followed by two = signs.",
    cure: "One was left out.",
  },
  "syntax.shell-word": {
    severity: "warning",
    rule: 'There is "{word}" in front of {key}.',
    cure: "It was left out; write {key}=value.",
  },
  "syntax.key-spelling": {
    severity: "warning",
    rule: "{key} is spelled differently here.",
    cure: "It was understood; write it as {key}.",
  },
  "syntax.key-invisible": {
    severity: "warning",
    rule: "There is an invisible character ({codePoint}) in {key}.",
    cure: "It was left out; type the key anew if in doubt.",
  },
  "syntax.section": {
    severity: "warning",
    rule: "A [section] line means nothing here.",
    cure: "It was left out.",
  },
  "syntax.comment-style": {
    severity: "warning",
    rule: "Comments begin with #.",
    cure: "The line was taken as a comment.",
  },
  "syntax.fence": {
    severity: "warning",
    rule: "The line ``` belongs to a chat or a web page.",
    cure: "It was left out.",
  },
  "syntax.quoted-line": {
    severity: "error",
    rule: 'The line begins with "{word}", as copied from a mail or a web page.',
    cure: "Remove it, so that the line begins with {key}=",
  },
  "syntax.control-character": {
    severity: "error",
    rule: "There is a control character ({codePoint}) in this line.",
    cure: "Type the line anew.",
  },
  "syntax.hidden-break": {
    severity: "error",
    rule: "There is a hidden line break ({codePoint}) in this line.",
    cure: "Type the line anew.",
  },
  "syntax.direction-character": {
    severity: "error",
    rule: "There is a character that changes the reading direction ({codePoint}) in this line.",
    cure: "Type the line anew; what you see may not be what is stored.",
  },
  "syntax.open-quote": {
    severity: "error",
    rule: "The value of {key} begins with {quote} but does not end with it.",
    cure: "Close the quote, or put the whole value into the other kind of quotes.",
  },
  "syntax.smart-quotes": {
    severity: "warning",
    rule: "The value of {key} stands in typographic quotes.",
    cure: "They were left out.",
  },
  "syntax.wide-space": {
    severity: "warning",
    rule: "There is a special space ({codePoint}) beside the value of {key}.",
    cure: "It was left out.",
  },
  "syntax.comment-or-value": {
    severity: "error",
    rule: "The value of {key} holds a space followed by #, which could be the start of a comment.",
    cure: 'Put the value into quotes if # belongs to it: {key}="…". Otherwise put the comment on its own line.',
  },
  "key.misspelled": {
    severity: "error",
    rule: "This key is not known.",
    cure: "Did you mean {suggestion}?",
  },
  "key.unknown": {
    severity: "warning",
    rule: "The key {name} is not known to this version.",
    cure: "It was left out; check its spelling.",
  },
  "key.retired": {
    severity: "warning",
    rule: "{key} does not exist: {reason}.",
    cure: "It was left out. {instead}",
  },
  "key.repeated": {
    severity: "warning",
    rule: "{key} is there twice with the same value (lines {first} and {line}).",
    cure: "Delete one of the two lines.",
  },
  "key.contradiction": {
    severity: "error",
    rule: "{key} is there twice with different values (lines {first} and {line}).",
    cure: "Delete the line you do not mean.",
  },
} as const satisfies CodeTable;
