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
  "syntax.secret-alone": {
    severity: "error",
    rule: "This line holds what looks like {what}, but not the name of its setting.",
    cure: "Write it as {key}=… with nothing else on the line.",
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
  "syntax.ruler": {
    severity: "warning",
    rule: "A line of signs means nothing here.",
    cure: "It was left out.",
  },
  "syntax.wrapped-line": {
    severity: "warning",
    rule: "The whole line stands in quotes.",
    cure: "They were left out.",
  },
  "syntax.text-before-key": {
    severity: "error",
    rule: "There is other text in front of {key} in this line.",
    cure: "Remove it, so that the line begins with {key}=",
  },
  "syntax.arrow": {
    severity: "error",
    rule: "{key} is followed by an arrow (=>).",
    cure: "Write {key}=value; put the value into quotes if it really begins with >.",
  },
  "syntax.joined-lines": {
    severity: "error",
    rule: "The line of {key} holds {other} too; a line break was lost.",
    cure: "Put each setting on a line of its own.",
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
  "syntax.trailing-comma": {
    severity: "warning",
    rule: "There is a comma or semicolon behind the quotes of {key}.",
    cure: "It was left out.",
  },
  "syntax.comment-or-value": {
    severity: "error",
    rule: "The value of {key} holds a space followed by #, which could be the start of a comment.",
    cure: 'Put the value into quotes if # belongs to it: {key}="…". Otherwise put the comment on its own line.',
  },
  "key.misspelled": {
    severity: "error",
    rule: "There is no key {name}.",
    cure: "Did you mean {suggestion}?",
  },
  "key.look-alike": {
    severity: "error",
    rule: "{key} is written with {codePoint}, which only looks like a letter of it.",
    cure: "Type {key} anew, or copy it from the setup.txt that came with the stick.",
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
  "key.repeated-blank": {
    severity: "warning",
    rule: "{key} is there twice (lines {first} and {line}), once without a value.",
    cure: "The one with a value was used; delete the blank one.",
  },
  "key.in-own-value": {
    severity: "warning",
    rule: "{key} is followed by its own name once more.",
    cure: "It was left out; write {key}= only once.",
  },
  "key.in-own-password": {
    severity: "error",
    rule: "The value of {key} begins with the name of the setting.",
    cure: "Write {key}= only once, and choose a password that does not begin with it.",
  },
  "key.contradiction": {
    severity: "error",
    rule: "{key} is there twice with different values (lines {first} and {line}).",
    cure: "Delete the line you do not mean.",
  },
} as const satisfies CodeTable;
