import { buildIssue } from "../issues/build-issue.ts";
import type { Issue } from "../issues/issue.ts";
import { inSameNetwork, parseIpAddress } from "./ip-address.ts";
import type { SetupEntry } from "./parse-line.ts";
import { deriveHostname } from "./rules/hostname.ts";
import { keyMeta, type SetupConfig, type SetupKey, setupKeys } from "./schema.ts";

type Entries = ReadonlyMap<SetupKey, SetupEntry>;

/** Rules about several keys, and about keys that are not there. `broken` are keys whose line already has an error. */
export function checkAcrossKeys(config: SetupConfig, entries: Entries, broken: ReadonlySet<string>): Issue[] {
  const blank = (key: SetupKey) => (entries.get(key)?.value.reveal() ?? "").trim() === "" && !broken.has(key);
  return [
    // The box to adopt has all of them: a blank keeps what it has.
    ...(config.INSTALL_MODE === "adopt" ? [] : findMissing(blank, entries)),
    ...findHalves("operator.half", ["OPERATOR_EMAIL", "OPERATOR_PASSWORD"], blank, entries),
    ...findHalves("network.half", ["NETWORK_ADDRESS", "NETWORK_GATEWAY", "NETWORK_DNS"], blank, entries),
    ...checkGateway(config, entries),
    ...warnAboutLimit(config, blank, entries),
    ...checkDerivedName(config, blank, entries),
  ];
}

/** Without a limit nothing holds the spending; elsewhere than at OpenRouter nobody may say what an answer costs. */
function warnAboutLimit(config: SetupConfig, blank: (key: SetupKey) => boolean, entries: Entries): Issue[] {
  const place = placeOf("MONTHLY_LIMIT_USD", entries);
  if (blank("MONTHLY_LIMIT_USD")) {
    return config.INSTALL_MODE === "adopt" ? [] : [buildIssue("limit.none", place)];
  }
  const service = config.OPENROUTER_BASE_URL;
  const isForeign = service !== null && new URL(service).hostname !== "openrouter.ai";
  return isForeign && config.MONTHLY_LIMIT_USD !== null ? [buildIssue("limit.own-endpoint", place)] : [];
}

function placeOf(key: SetupKey, entries: Entries) {
  const entry = entries.get(key);
  return { key, line: entry?.line ?? null, column: entry?.column ?? null };
}

function findMissing(blank: (key: SetupKey) => boolean, entries: Entries): Issue[] {
  return setupKeys
    .filter((key) => keyMeta(key).tier === "required" && blank(key))
    .map((key) => buildIssue("value.missing", placeOf(key, entries), { rule: keyMeta(key).rule }));
}

/** Keys that belong together: each blank one is named when another is filled in. */
function findHalves(
  code: "operator.half" | "network.half",
  keys: readonly SetupKey[],
  blank: (key: SetupKey) => boolean,
  entries: Entries,
): Issue[] {
  const missing = keys.filter(blank);
  if (missing.length === keys.length) return [];
  return missing.map((key) => buildIssue(code, placeOf(key, entries)));
}

/** Each gateway lies in the network of some address of its own family, and is not that address. */
function checkGateway(config: SetupConfig, entries: Entries): Issue[] {
  const addresses = (config.NETWORK_ADDRESS ?? []).map((text) => {
    const [address = "", prefix] = text.split("/");
    return { address: parseIpAddress(address), prefix: Number(prefix) };
  });
  if (addresses.length === 0) return [];
  const place = placeOf("NETWORK_GATEWAY", entries);
  return (config.NETWORK_GATEWAY ?? []).flatMap((text) => {
    const gateway = parseIpAddress(text);
    if (gateway === null || isLinkLocal(text)) return [];
    const inside = addresses.filter(
      ({ address, prefix }) => address !== null && inSameNetwork(address, gateway, prefix),
    );
    if (inside.length === 0) return [buildIssue("network.gateway-outside", place)];
    const same = inside.some(({ address }) => address?.number === gateway.number);
    return same ? [buildIssue("network.gateway-self", place)] : [];
  });
}

/** IPv6 routers are usually named by their link-local address. */
function isLinkLocal(text: string): boolean {
  return /^fe[89ab]/i.test(text);
}

function checkDerivedName(config: SetupConfig, blank: (key: SetupKey) => boolean, entries: Entries): Issue[] {
  const name = config.ASSISTANT_NAME;
  if (name === null || !blank("HOSTNAME") || deriveHostname(name) !== null) return [];
  if (config.INSTALL_MODE === "adopt") return [];
  return [buildIssue("hostname.derived-default", placeOf("ASSISTANT_NAME", entries), { value: "clawdie" })];
}
