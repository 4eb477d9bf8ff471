import {
  describeHandoffCode,
  type HandoffCode,
  type HandoffDetails,
  handoffMessages,
} from "../handoff/handoff-messages.ts";
import { permanentCodes } from "../handoff/run-handoff-once.ts";

/** docs/reference/online-checks.md: every outcome of `clawdie check --online` and of the handoff, as a computer shows it. */
export function renderOnlineReference(): string {
  const rows = (Object.keys(handoffMessages) as HandoffCode[]).map(renderRow);
  return `${[introduction, ...rows].join("\n")}\n`;
}

const introduction = `# Online checks

<!-- Made by setup/generate/generate.ts from setup/handoff/messages; do not edit. -->

What \`clawdie check --online\` and the handoff of the box can find. *Stops* means: only another setup.txt cures it, so
the box stops there and the check rejects the file. Words in braces are filled in for each case; no message ever shows
a secret. *Then check again* is what the check says; the box says that it tries again by itself. \`runtime\` and
\`greeting\` exist on the box only.

| code | stops | what is so | what to do |
|---|---|---|---|`;

/** Every word as its own name in braces. */
const words = Object.fromEntries(
  ["bot", "status", "models", "moves", "reason", "log", "at", "host", "skew", "wait", "credit"].map(
    (word) => [word, `{${word}}`],
  ),
) as HandoffDetails;

function renderRow(code: HandoffCode): string {
  const { message, cure } = describeHandoffCode(code, words, "computer");
  return `| \`${code}\` | ${permanentCodes.includes(code) ? "yes" : ""} | ${message} | ${cure} |`;
}
