import type { CodeTable } from "../code-table.ts";

/** The file as a whole: found, readable, the right kind. */
export const fileCodes = {
  "file.not-found": {
    severity: "error",
    rule: "There is no setup.txt here. Seen: {seen}.",
    cure: "Put setup.txt at the top of the stick, not inside a folder.",
  },
  "file.absent": {
    severity: "error",
    rule: "There is no file {name}.",
    cure: "Check its name and its folder.",
  },
  "file.unreadable": {
    severity: "error",
    rule: "setup.txt could not be read ({reason}).",
    cure: "Copy the file to your computer, check the stick for errors, and copy it back.",
  },
  "file.not-a-file": {
    severity: "error",
    rule: "{name} is not an ordinary file ({kind}).",
    cure: "Remove it and save the settings as a plain text file called setup.txt.",
  },
  "file.other-name": {
    severity: "error",
    rule: "There is no setup.txt, but there is {names}.",
    cure: "Rename the one you mean to setup.txt.",
  },
  "file.wrong-ending": {
    severity: "error",
    rule: 'There is no setup.txt, but there is "{name}", {what}.',
    cure: "Open it and save it again as plain text with the name setup.txt; a new name alone is not enough.",
  },
  "file.copy-beside": {
    severity: "warning",
    rule: 'Beside "{name}" there is "{other}", which was not read.',
    cure: "If you meant the other one, delete {name} and rename the other to setup.txt.",
  },
  "file.in-folder": {
    severity: "error",
    rule: 'There is no setup.txt at the top of the stick, but there is one in "{name}".',
    cure: "Move it to the top of the stick.",
  },
  "file.renamed": {
    severity: "warning",
    rule: 'The settings were read from "{name}".',
    cure: "Rename it to setup.txt; your computer may be hiding file name endings.",
  },
  "file.two-files": {
    severity: "error",
    rule: 'There are two settings files with different content: "{name}" and "{other}".',
    cure: "Delete the one you do not mean.",
  },
  "file.same-twice": {
    severity: "warning",
    rule: 'There are two settings files with the same content: "{name}" and "{other}".',
    cure: "Delete one of them, so that a later change cannot be missed.",
  },
  "file.empty": {
    severity: "error",
    rule: "The file is empty.",
    cure: "Fill in the four lines at the top of setup.txt and save the file again.",
  },
  "file.zeros": {
    severity: "error",
    rule: "The file holds nothing but zero bytes; the stick was probably pulled out before the file was written.",
    cure: "Save setup.txt again, and eject the stick before you pull it out.",
  },
  "file.no-settings": {
    severity: "error",
    rule: "The file has no settings in it, only blank lines or comments.",
    cure: "Write each setting on a line of its own as KEY=value, without # in front.",
  },
  "file.too-large": {
    severity: "error",
    rule: "The file is larger than {limit} bytes, far more than any setup.txt.",
    cure: "Start again from the setup.txt that came with the stick.",
  },
  "file.container": {
    severity: "error",
    rule: "The file is {what}, not plain text.",
    cure: "{howTo}",
  },
  "file.shortcut": {
    severity: "error",
    rule: "The file is only a shortcut to another file.",
    cure: "Copy the real file to the stick and call it setup.txt.",
  },
  "file.json": {
    severity: "error",
    rule: "The file is written as JSON.",
    cure: "Write one setting per line instead: {keys}.",
  },
  "file.more-issues": {
    severity: "warning",
    rule: "There are {count} more ({errors} errors, {warnings} warnings).",
    cure: "Fix the ones shown and check again.",
  },
  "encoding.utf16-guessed": {
    severity: "warning",
    rule: "The file is saved as UTF-16 without a mark that says so.",
    cure: "It was read anyway; choose UTF-8 when you save it next time.",
  },
  "encoding.utf32": {
    severity: "error",
    rule: "The file is saved as UTF-32.",
    cure: "Save it as UTF-8.",
  },
  "encoding.zero-bytes": {
    severity: "error",
    rule: "This line holds zero bytes: a part of the file is damaged or saved in another encoding than the rest.",
    cure: "Save the whole file again and choose the encoding UTF-8.",
  },
  "encoding.quoted-printable": {
    severity: "error",
    rule: "Every value begins with 3D, so the text comes from the source of a mail, which writes = as =3D.",
    cure: "Copy the text from the mail as it is shown, or start again from the setup.txt that came with the stick.",
  },
  "encoding.comment-bytes": {
    severity: "warning",
    rule: "This comment holds bytes that are no letters in the encoding of the file.",
    cure: "Nothing to do; choose UTF-8 when you save the file next time.",
  },
  "encoding.damaged-line": {
    severity: "error",
    rule: "This line holds bytes that are no letters in the encoding of the file, so their meaning is unsure.",
    cure: "Save the file again and choose the encoding UTF-8.",
  },
  "encoding.stray-mark": {
    severity: "warning",
    rule: "There is an invisible byte order mark (U+FEFF) inside the file; two files may have been joined.",
    cure: "It was left out; check that every setting is there once.",
  },
} as const satisfies CodeTable;
