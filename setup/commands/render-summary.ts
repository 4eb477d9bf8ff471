import type { SettingsSummary } from "../config/describe-settings.ts";
import type { Origin, Origins } from "../config/list-origins.ts";
import type { SetupKey } from "../config/schema.ts";
import { escapeControls } from "../issues/escape-controls.ts";
import { wrapText } from "./wrap-text.ts";

/** Label, value, and the key that says where it comes from. */
type Row = readonly [label: string, text: string, key: SetupKey | null];

const notes: Readonly<Record<Origin, string>> = {
  file: "",
  profile: " (from the profile)",
  derived: " (from the name)",
  default: " (default)",
  none: "",
};

/** What the box will be, one row for each setting, with where it comes from when it is not in the file. Pure. */
export function renderSummary(settings: SettingsSummary, origins: Origins, width: number): string {
  const disk: Row = ["Disk", settings.install.disk ?? "the only empty disk", "INSTALL_DISK"];
  const rows = [...listRows(settings), disk].map(([label, text, key]) => {
    const note = key === null ? "" : notes[origins[key]];
    const [first = "", ...more] = wrapText(escapeControls(text) + note, " ".repeat(19), width).split("\n");
    return [`    ${label.padEnd(14)} ${first.trimStart()}`, ...more].join("\n");
  });
  return ["  What the box will be:", ...rows].join("\n");
}

/** Everything but the disk, which is only chosen once. Pure. */
export function listRows(settings: Omit<SettingsSummary, "install">): Row[] {
  const { models, openRouter, telegram, operator, monthlyLimitUsd } = settings;
  return [
    ["Assistant", settings.assistantName, "ASSISTANT_NAME"],
    ["Host name", settings.hostname, "HOSTNAME"],
    ["Time zone", settings.timezone, "TIMEZONE"],
    ["Locale", settings.locale, "LOCALE"],
    ["Profile", settings.profile, "PROFILE"],
    ["Chat model", models.chat, "CHAT_MODEL"],
    ["Fallback", models.fallback, "FALLBACK_MODEL"],
    ["Compaction", models.compaction, "COMPACTION_MODEL"],
    ["Model service", openRouter.baseUrl, "OPENROUTER_BASE_URL"],
    ["Model key", openRouter.apiKey, null],
    ["Telegram", telegram.apiRoot, "TELEGRAM_API_ROOT"],
    ["Bot token", telegram.botToken, null],
    ["Your number", telegram.adminId, null],
    ["Monthly limit", monthlyLimitUsd === null ? "none" : `${monthlyLimitUsd} US dollars`, null],
    ...listNetwork(settings),
    ...(operator === null
      ? []
      : ([["Dashboard", `${operator.email}, password ${operator.password}`, null]] as const)),
    ...listAccess(settings),
  ];
}

function listNetwork({ network }: Pick<SettingsSummary, "network">): Row[] {
  if (network.mode === "automatic") return [["Network", "automatic (DHCP)", null]];
  return [
    ["Network", network.addresses.join(", "), null],
    ["Gateway", network.gateways.join(", "), null],
    ["DNS", network.dns.join(", "), null],
  ];
}

function listAccess({ login }: Pick<SettingsSummary, "login">): Row[] {
  return [
    ["SSH login", login.sshAuthorizedKey === null ? "none" : describeKey(login.sshAuthorizedKey), null],
    ["Console login", login.password === null ? "none" : `clawdie, password ${login.password}`, null],
  ];
}

/** Type and comment: the middle says nothing to a person. */
function describeKey(line: string): string {
  const [type = "", , ...comment] = line.split(" ");
  return `clawdie, ${type} key${comment.length === 0 ? "" : ` of ${comment.join(" ")}`}`;
}
