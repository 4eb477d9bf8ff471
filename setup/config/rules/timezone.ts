import { editDistance } from "../read-key.ts";
import type { Rule } from "../rule.ts";
import { listZoneNames } from "./zone-names.ts";

/** Names Intl still calls canonical and their present ones: Debian 13 keeps the old ones in tzdata-legacy (tzdata file "backward"). */
const renamed: Readonly<Record<string, string>> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

function listZones(): string[] {
  const fixed = Array.from({ length: 27 }, (_, index) => index - 14).map(
    (hours) => `Etc/GMT${hours < 0 ? "" : "+"}${hours}`,
  );
  return [...listZoneNames(), ...Object.values(renamed), "UTC", "Etc/UTC", "Etc/GMT", ...fixed];
}

let zones: readonly string[] | null = null;

/** Asked for once: the list takes longer than everything else about a file together. */
function knownZones(): readonly string[] {
  zones ??= listZones();
  return zones;
}

export const readTimezone: Rule = (text, { report }) => {
  const joined = text.replace(/\s*\/\s*/g, "/");
  const plain = joined.replace(/\s+/g, "_");
  const zone = knownZones().find((name) => name.toLowerCase() === plain.toLowerCase());
  if (zone === undefined) {
    if (
      /^((utc|gmt|z)?[+-]?\d{1,2}(:?\d\d)?|[A-Z]{1,5}T|gmt|z|zulu|msk|mez|mesz|hec|[ecmp]t|uct)$/i.test(plain)
    )
      report("timezone.offset");
    else report("timezone.unknown", { suggestion: suggestZone(plain) });
    return null;
  }
  const current = renamed[zone];
  if (joined !== text) report("value.spaces-removed");
  if (current !== undefined) report("timezone.renamed", { value: current });
  else if (zone !== joined) report("value.capitals", { value: zone });
  return current ?? zone;
};

/** Zones whose city is the text, or at most two slips away from it. */
function suggestZone(text: string): string {
  const wanted = text.toLowerCase().replace(/\\/g, "/").replace(/,.*$/, "");
  const city = (zone: string) => zone.slice(zone.lastIndexOf("/") + 1).toLowerCase();
  const named = knownZones().filter((zone) => !(zone in renamed) && zone.includes("/"));
  const whole = named.find((zone) => wanted.length > 5 && editDistance(zone.toLowerCase(), wanted) <= 2);
  const last = wanted.slice(wanted.lastIndexOf("/") + 1);
  // A city that is no zone of its area, such as Europe/Maribor, is no slip for one on another continent.
  const area = wanted.slice(0, wanted.indexOf("/") + 1);
  const isArea = area !== "" && named.some((zone) => zone.toLowerCase().startsWith(area));
  const near =
    whole ??
    named.find((zone) => city(zone) === last) ??
    (isArea ? undefined : named.find((zone) => last.length > 4 && editDistance(city(zone), last) <= 2));
  if (near !== undefined) return `Did you mean ${near}?`;
  return "Write Area/City in English, such as Europe/Ljubljana or America/New_York.";
}
