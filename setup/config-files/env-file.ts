import { Secret } from "../issues/secret.ts";

export type EnvValue = string | number | Secret | null;

/** `KEY="value"` lines, values as JSON strings, so that every text comes back unchanged. Null leaves the key out. */
export function renderEnvFile(values: Readonly<Record<string, EnvValue>>): Secret {
  const lines = Object.entries(values).flatMap(([key, value]) => {
    if (value === null) return [];
    const text = value instanceof Secret ? value.reveal() : String(value);
    return `${key}=${JSON.stringify(text)}\n`;
  });
  return new Secret(`# Made by Clawdie; changes are overwritten.\n${lines.join("")}`);
}

/** What `renderEnvFile` wrote. Lines of any other form are left out. */
export function parseEnvFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const [, key, quoted] = /^([A-Z][A-Z0-9_]*)=(".*")$/.exec(line) ?? [];
    if (key !== undefined && quoted !== undefined) values[key] = parseQuoted(quoted);
  }
  return values;
}

function parseQuoted(quoted: string): string {
  const value: unknown = JSON.parse(quoted);
  return typeof value === "string" ? value : "";
}
