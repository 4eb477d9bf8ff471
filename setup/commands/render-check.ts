import type { CheckResult } from "../config/check-setup.ts";
import type { SettingsSummary } from "../config/describe-settings.ts";
import { escapeControls } from "../issues/escape-controls.ts";
import type { Issue } from "../issues/issue.ts";
import { wrapText } from "./wrap-text.ts";

const width = 80;

const paint = { error: "\u001b[31m", warning: "\u001b[33m", good: "\u001b[32m", off: "\u001b[0m" };

/** What `clawdie check` prints for people: the decision, every issue with its cure, and what the box will be. */
export function renderCheck(result: CheckResult, color: boolean): string {
  const blocks = [
    renderDecision(result, color),
    ...result.issues.map((issue) => renderIssue(issue, color)),
    ...(result.settings === null ? [] : [renderSummary(result.settings)]),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function renderDecision({ decision, source, issues }: CheckResult, color: boolean): string {
  const name = source.file ?? "setup.txt";
  const texts = {
    accept: "everything is in order.",
    "accept-with-warnings": `usable; please read ${issues.length === 1 ? "this warning" : "these warnings"}.`,
    reject: "cannot be used yet. Nothing was changed.",
  };
  const kind = { accept: "good", "accept-with-warnings": "warning", reject: "error" } as const;
  return colored(wrapText(escapeControls(`${name}: ${texts[decision]}`), "", width), kind[decision], color);
}

function renderIssue({ severity, line, column, message, hint }: Issue, color: boolean): string {
  const place = line === null ? "whole file" : `line ${line}${column === null ? "" : `, column ${column}`}`;
  const head = `  ${colored(severity === "error" ? "ERROR" : "warning", severity, color)}  ${place}`;
  return [head, wrapText(message, "    ", width), wrapText(hint, "    ", width)].join("\n");
}

function renderSummary(settings: SettingsSummary): string {
  const { models, network, login, operator, monthlyLimitUsd, install } = settings;
  const rows: readonly (readonly [string, string])[] = [
    ["Assistant", settings.assistantName],
    ["Host name", settings.hostname],
    ["Zone, locale", `${settings.timezone}, ${settings.locale}`],
    ["Profile", settings.profile],
    ["Chat model", models.chat],
    ["Fallback", models.fallback],
    ["Compaction", models.compaction],
    ["Model service", `${settings.openRouter.baseUrl}, key ${settings.openRouter.apiKey}`],
    ["Telegram", `admin ${settings.telegram.adminId}, token ${settings.telegram.botToken}`],
    ["Monthly limit", monthlyLimitUsd === null ? "none" : `${monthlyLimitUsd} US dollars, not enforced`],
    ["Network", network.mode === "automatic" ? "automatic" : network.addresses.join(", ")],
    ...(operator === null ? [] : [["Kept for later", `${operator.email}, ${operator.password}`] as const]),
    ["SSH login", login.sshAuthorizedKey === null ? "none" : "with the key of this file"],
    ["Console login", login.password ?? "none"],
    ["Disk", install.disk ?? "the only empty disk"],
  ];
  return [
    "  What the box will be:",
    ...rows.map(([label, text]) => `    ${label.padEnd(14)} ${escapeControls(text)}`),
  ].join("\n");
}

function colored(text: string, kind: "error" | "warning" | "good", color: boolean): string {
  return color ? `${paint[kind]}${text}${paint.off}` : text;
}
