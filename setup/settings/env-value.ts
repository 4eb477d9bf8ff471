/**
 * Values of the env files we write. Single quotes keep $, #, ", spaces and backslashes as they are, for dotenv and
 * for a shell alike; neither agrees with the other about ' and \ inside them, so those two (and line breaks, which
 * no value has) are written as `%27`-style codes. Reading is `decodeEnvValue` after dotenv.
 */
export function encodeEnvValue(value: string): string {
  const safe = value.replace(/[%'\\`\p{Cc}]/gu, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  });
  return `'${safe}'`;
}

/** Undoes `encodeEnvValue`, given the text between the quotes. */
export function decodeEnvValue(text: string): string {
  return text.replace(/%([0-9A-F]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
