import { escapeControls } from "../issues/escape-controls.ts";
import { formatDuration, formatTime } from "../status/format-figures.ts";
import type { AlertRecord } from "./alert-record.ts";

/** `clawdie alerts` for people; what the assistant's account wrote cannot drive a terminal. Pure. */
export function renderAlertList(record: AlertRecord | null, now: Date): string {
  if (record === null) return "Nobody has looked yet: the service is clawdie-alerts.\n";
  const active = record.active.map(({ message, cure, since, told, goneSince }) => {
    const note = goneSince === null ? (told === null ? "not told yet" : "told") : "perhaps over";
    return `! ${escapeControls(message)}\n  since ${formatTime(since.at)}, ${note}\n${cure === "" ? "" : `  ${escapeControls(cure)}\n`}`;
  });
  const past = record.past.map(({ message, since, until }) => {
    return `  ${formatTime(until)}  ${escapeControls(message)} (${formatDuration((Date.parse(until) - Date.parse(since)) / 1000)})\n`;
  });
  const looked = formatDuration((now.getTime() - Date.parse(record.lookedAt.at)) / 1000);
  return [
    active.length === 0 ? "No alerts.\n" : `${active.join("\n")}`,
    ...(past.length === 0 ? [] : ["\nOver:\n", ...past]),
    `\nLast look ${looked} ago.\n`,
  ].join("");
}
