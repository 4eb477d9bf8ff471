import { editDistance } from "./read-key.ts";

/** What a name at the top of the seed says about its file. */
export interface NameJudgment {
  /**
   * right: setup.txt in any case. repaired: what programs make of that name without asking. similar: probably meant,
   * but a person has to say so. wrong-ending: another program's format. The rest is never taken for setup.txt.
   */
  readonly kind: "right" | "repaired" | "similar" | "wrong-ending" | "ours" | "leftover" | "other";
  /** Why it was passed over, in a few words; for a wrong ending, what such a file is. */
  readonly what: string;
}

const leftovers: readonly (readonly [RegExp, string])[] = [
  [/^(\._.*|\.DS_Store|\.Trashes|\.fseventsd|\.Spotlight-V100|\.TemporaryItems)$/i, "left by macOS"],
  [
    /^(System Volume Information|\$RECYCLE\.BIN|desktop\.ini|Thumbs\.db|FSCK\d+\.REC|FOUND\.\d+)$/i,
    "left by Windows",
  ],
  [/^(\.Trash-\d+|lost\+found)$/i, "left by Linux"],
  [/^~\$|~$|\.(swp|swo|tmp|part|crdownload)$|^\.#|^#.*#$/i, "left by an editor"],
  [/^\./, "a hidden file"],
];

/** Written by the box beside setup.txt, or the pages of the stick. */
const ours = /^(SETUP-RESULT|SETUP-BEFORE|SETUP-LOG|THIS-COMPUTER|CHECK-MY-SETUP|START-HERE)\b/i;

const programs = /\.(exe|msi|dll|bat|cmd|com|scr|sys|inf|cat|app|dmg|pkg|deb|iso|img|sh|py|js|jar)$/;

const endings: readonly (readonly [RegExp, string])[] = [
  [/\.(rtf|rtfd)$/, "which is rich text (RTF)"],
  [/\.(docx?|docm|dotx?|wps)$/, "which is a Word document"],
  [/\.(odt|ott|fodt)$/, "which is a LibreOffice document"],
  [/\.pages$/, "which is a Pages document"],
  [/\.pdf$/, "which is a PDF document"],
  [/\.(html?|mht|mhtml)$/, "which is a web page"],
  [/\.(lnk|url|webloc|desktop)$/, "which is a shortcut and not the file itself"],
  [/\.(zip|7z|rar|gz|tar)$/, "which is an archive"],
  [/\.(json|ya?ml|xml)$/, "which is a data file"],
  [/\.(eml|msg)$/, "which is a saved mail"],
];

/** Pure. The name as the file system shows it. */
export function judgeFileName(name: string): NameJudgment {
  if (/^setup\.txt$/i.test(name)) return { kind: "right", what: "the settings" };
  if (ours.test(name)) return { kind: "ours", what: "a file of Clawdie's own" };
  const leftover = leftovers.find(([pattern]) => pattern.test(name));
  if (leftover !== undefined) return { kind: "leftover", what: leftover[1] };
  const bare = spell(name);
  // Endings hidden by the computer and typed again, none at all, blanks and dots around it.
  if (/^setup(\.txt)*$/.test(bare)) return { kind: "repaired", what: "the settings under a similar name" };
  if (programs.test(bare)) return { kind: "other", what: "a program" };
  if (!isSimilar(bare)) return { kind: "other", what: "another name" };
  const ending = endings.find(([pattern]) => pattern.test(bare));
  return ending === undefined
    ? { kind: "similar", what: "a similar name" }
    : { kind: "wrong-ending", what: ending[1] };
}

/** Lower case, without what nobody sees. */
function spell(name: string): string {
  return name
    .normalize("NFKC")
    .replaceAll(/\p{Cf}/gu, "")
    .trim()
    .replace(/\.+$/, "")
    .toLowerCase();
}

/** The word setup stands in it (a copy, a version), or it is two slips of the finger away. */
function isSimilar(bare: string): boolean {
  if (/(^|[^a-z])set[\s._-]?up([^a-z]|$)/.test(bare)) return true;
  return editDistance(bare, "setup.txt") <= 2 || editDistance(bare, "setup") <= 1;
}
