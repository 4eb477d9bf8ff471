import type { HandoffCheck } from "../handoff/handoff-record.ts";
import type { OnlineReport } from "../online/check-online.ts";
import { formatTime } from "../status/format-figures.ts";
import type { Paint } from "./paint.ts";
import { wrapText } from "./wrap-text.ts";

const labelColumns = 13;

/** What the services said, one item for each check: verdict, what is so, what to do. Pure. */
export function renderOnline({ checkedAt, checks }: OnlineReport, paint: Paint, width: number): string {
  const when = checkedAt === null ? "not asked" : `asked at ${formatTime(checkedAt)}`;
  return [
    `  Telegram and the model service, ${when}:`,
    ...checks.map((check) => renderItem(check, paint, width)),
  ].join("\n");
}

function renderItem(check: HandoffCheck, paint: Paint, width: number): string {
  const [label, kind] = judge(check);
  const indent = " ".repeat(4 + labelColumns);
  const lines = [check.message, check.cure].filter((text) => text !== "");
  const text = lines.map((line) => wrapText(line, indent, width)).join("\n");
  return `    ${paint(label.padEnd(labelColumns), kind)}${text.slice(indent.length)}`;
}

function judge({ outcome, cure }: HandoffCheck): readonly [string, Parameters<Paint>[1]] {
  if (outcome === "failed") return ["FAILED", "error"];
  if (outcome === "not-checked") return ["not checked", "quiet"];
  return cure === "" ? ["ok", "good"] : ["warning", "warning"];
}
