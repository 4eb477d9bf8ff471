/** Words and runs that make up nearly all common passwords of twelve characters and more. */
const pieces = `
  password passw0rd passwort geslo qwertyuiop qwertzuiop qwerty qwertz qwer asdf zxcv 3edc 4rfv
  asdfghjkl asdfgh zxcvbnm yxcvbnm 1q2w3e4r5t6y 1q2w3e4r5t 1q2w3e4r 1qaz2wsx3edc 1qaz2wsx 1qaz 2wsx
  abcdefghijkl abcdefgh abcdef abc iloveyou letmein welcome changeme change default administrator
  admin root user login secret test guest master monkey dragon sunshine princess football baseball
  superman batman trustno starwars whatever computer internet clawdie openclaw telegram assistant
  correcthorsebatterystaple
`
  .trim()
  .split(/\s+/)
  .toSorted((a, b) => b.length - a.length);

/** Letters people write as digits and signs. */
const meant: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};

/** True when hardly anything is left of it after taking out common words, digits and signs, or it repeats a short piece. */
export function isCommonPassword(password: string): boolean {
  const plain = password.toLowerCase();
  if (/^(.{1,4})\1+$/u.test(plain)) return true;
  if (new Set(plain).size <= 3) return true;
  const joined = plain.replace(/[\s_.-]/g, "");
  return [plain, joined].some((text) => isMadeOf(text, text) || isMadeOf(text, readSigns(text)));
}

function readSigns(text: string): string {
  return text.replace(/[@431!0$57]/g, (sign) => meant[sign] ?? sign);
}

/** Both texts are of the same length; the pieces are looked for in the second. */
function isMadeOf(text: string, read: string): boolean {
  const rest = pieces.reduce((left, piece) => left.replaceAll(piece, "\0".repeat(piece.length)), read);
  if (rest === read) return false;
  return text.split("").every((sign, index) => rest[index] === "\0" || /[\d\s!@#$%^&*()_.,?+=-]/.test(sign));
}
