/** Crockford's 32: no I, L, O, U, so that nobody has to guess what was printed. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const codeLength = 8;

/** The code as it is printed, `K7QX-2M9P`, with its last character computed; `body` is seven characters of the alphabet. Pure. */
export function renderEraseCode(body: string): string {
  const text = body + checkCharacter(body);
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** What was typed as it would be printed: case, hyphens, blanks and look-alikes (O for 0, I and L for 1) do not matter.
 *  Null when it is no code, or a character of it is wrong. Pure. */
export function parseEraseCode(typed: string): string | null {
  const text = typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  if (text.length !== codeLength || [...text].some((character) => !alphabet.includes(character))) return null;
  const code = renderEraseCode(text.slice(0, -1));
  return code.endsWith(text.slice(-1)) ? code : null;
}

/** The first `count` times 5 bits of a hash, as characters of the alphabet. Pure. */
export function toEraseCharacters(hexadecimalHash: string, count: number): string {
  const bits = BigInt(`0x${hexadecimalHash}`)
    .toString(2)
    .padStart(hexadecimalHash.length * 4, "0");
  const at = (index: number) => alphabet.charAt(Number.parseInt(bits.slice(index * 5, index * 5 + 5), 2));
  return Array.from({ length: count }, (_, index) => at(index)).join("");
}

/** Luhn's rule in base 32: every single wrong character shows, and nearly every pair in the wrong order. */
function checkCharacter(body: string): string {
  const sum = [...body].reverse().reduce((total, character, index) => {
    const value = alphabet.indexOf(character) * (index % 2 === 0 ? 2 : 1);
    return total + Math.floor(value / 32) + (value % 32);
  }, 0);
  return alphabet.charAt((32 - (sum % 32)) % 32);
}
