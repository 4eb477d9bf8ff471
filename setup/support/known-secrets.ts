import { listKnownSecrets } from "../audit/run-audit.ts";
import type { Host } from "../host/host.ts";
import { Secret } from "../issues/secret.ts";
import { boxLayout } from "../plan/box-layout.ts";

const { config, runtimeSecrets, runtimeTelegramToken } = boxLayout;

/** Every secret value this box holds in its files: all of /etc/clawdie/*.env, the assistant's two, key blocks. */
export async function gatherKnownSecrets(host: Host): Promise<Secret[]> {
  const names = await host.listFolder(config);
  const texts = await Promise.all(
    names.filter((name) => name.endsWith(".env")).map((name) => readText(host, `${config}/${name}`)),
  );
  const token = (await readText(host, runtimeTelegramToken)).trim();
  const values = [
    ...listKnownSecrets(...texts).map((secret) => secret.reveal()),
    ...listStrings(parseJson(await readText(host, runtimeSecrets))),
    ...(token === "" ? [] : [token]),
  ];
  return [...new Set(values)].filter((value) => value.length >= 8).map((value) => new Secret(value));
}

/** A value as programs write it down: as it is, in a URL, in JSON, in base64. Pure. */
export function listSpellings(secret: Secret): string[] {
  const value = secret.reveal();
  const bytes = Buffer.from(value);
  const encoded = [
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    bytes.toString("base64"),
    bytes.toString("base64url"),
  ];
  return [...new Set([value, ...encoded])].toSorted((a, b) => b.length - a.length);
}

function listStrings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(listStrings) : [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function readText(host: Host, path: string): Promise<string> {
  return (await host.readFile(path))?.toString("utf8") ?? "";
}
