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
  box: "",
  none: "",
};

/** What the box will be, one row for each setting, with where it comes from when it is not in the file. Pure. */
export function renderSummary(settings: SettingsSummary, origins: Origins, width: number): string {
  const rows = [...listRows(settings), describeDisk(settings)].map(([label, value, key]) => {
    const text = key !== null && origins[key] === "box" ? "as on the box" : value;
    const note = key === null ? "" : notes[origins[key]];
    const [first = "", ...more] = wrapText(escapeControls(text) + note, " ".repeat(19), width).split("\n");
    return [`    ${label.padEnd(14)} ${first.trimStart()}`, ...more].join("\n");
  });
  return ["  What the box will be:", ...rows].join("\n");
}

/** Which disk it will be as far as the file says, and above all that a disk is to be erased. */
function describeDisk({ install: { disk, eraseCode, mode } }: Pick<SettingsSummary, "install">): Row {
  if (mode === "stop") return ["Disk", "none: INSTALL_MODE=stop installs nothing", null];
  if (mode === "adopt") return ["Disk", disk ?? "the only installation", "INSTALL_DISK"];
  if (eraseCode === null) return ["Disk", disk ?? "the only empty disk", "INSTALL_DISK"];
  return ["Disk", `the one of the code ${eraseCode}; everything on it is erased`, null];
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
    ["Model key", openRouter.apiKey, "OPENROUTER_API_KEY"],
    ["Telegram", telegram.apiRoot, "TELEGRAM_API_ROOT"],
    ["Bot token", telegram.botToken, "TELEGRAM_BOT_TOKEN"],
    ["Your number", telegram.adminId, "TELEGRAM_ADMIN_ID"],
    [
      "Monthly limit",
      monthlyLimitUsd === null ? "none" : `${monthlyLimitUsd} US dollars`,
      "MONTHLY_LIMIT_USD",
    ],
    ...listNetwork(settings),
    ...(operator === null
      ? []
      : ([["Dashboard", `${operator.email}, password ${operator.password}`, null]] as const)),
    ...listAccess(settings),
  ];
}

function listNetwork({ network }: Pick<SettingsSummary, "network">): Row[] {
  if (network.mode === "automatic") return [["Network", "automatic (DHCP)", "NETWORK_ADDRESS"]];
  return [
    ["Network", network.addresses.join(", "), null],
    ["Gateway", network.gateways.join(", "), null],
    ["DNS", network.dns.join(", "), null],
  ];
}

function listAccess({ login }: Pick<SettingsSummary, "login">): Row[] {
  return [
    [
      "SSH login",
      login.sshAuthorizedKey === null ? "none" : describeKey(login.sshAuthorizedKey),
      "SSH_AUTHORIZED_KEY",
    ],
    [
      "Console login",
      login.password === null ? "none" : `clawdie, password ${login.password}`,
      "CLAWDIE_USER_PASSWORD",
    ],
  ];
}

/** Type and comment: the middle says nothing to a person. */
function describeKey(line: string): string {
  const [type = "", , ...comment] = line.split(" ");
  return `clawdie, ${type} key${comment.length === 0 ? "" : ` of ${comment.join(" ")}`}`;
}
