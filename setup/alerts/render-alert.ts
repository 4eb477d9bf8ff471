import { formatDuration } from "../status/format-figures.ts";
import { recoveryTexts } from "./alert-cause.ts";
import type { AlertMessage } from "./judge-alerts.ts";
import { type Moment, secondsSince } from "./moment.ts";

/** The text for Telegram: what is so, on which box, and what helps. Pure. */
export function renderAlert({ kind, alert }: AlertMessage, boxName: string, now: Moment): string {
  if (kind === "over") {
    const seconds = alert.goneSince === null ? 0 : secondsSince(alert.since, alert.goneSince);
    const lasted = seconds < 60 ? "" : ` It lasted ${formatDuration(seconds)}.`;
    return `✅ ${boxName}: ${recoveryTexts[alert.cause]}${lasted}`;
  }
  const still = kind === "lasts" ? `, still (${formatDuration(secondsSince(alert.since, now))})` : "";
  const cure = alert.cure === "" ? "" : `\n\n${alert.cure}`;
  return `⚠️ ${boxName}${still}: ${alert.message}${cure}`;
}

/** Where the dashboard is, and what to compare before a password is typed into it. Pure. */
export function renderAccessNotice(boxName: string, urls: readonly string[], fingerprint: string): string {
  return [
    `🔑 ${boxName}: the dashboard is open for its operator.`,
    ...urls,
    "",
    "The browser warns, because the certificate was made on the box. Its SHA-256 fingerprint must be:",
    fingerprint,
  ].join("\n");
}
