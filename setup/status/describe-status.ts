import { findRole } from "../runtime/talk.ts";
import { formatBytes, formatDuration, formatTime } from "./format-figures.ts";
import { describeSpending } from "./judge-spending.ts";
import type { ServiceStatus, Status } from "./status.ts";

/** One labelled fact; the text may be long and is wrapped by who shows it. */
export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** The sentence that matters most. Pure. */
export function describeHeadline(status: Status): string {
  const name = status.assistantName ?? "The assistant";
  if (status.state === "failed") return `${name} cannot be used right now`;
  if (status.state === "warning") return `${name} works, with warnings`;
  return `${name} is ready and answers on Telegram`;
}

/** Everything else, in the order people ask for it; the same lines in `clawdie status` and in the TUI. Pure. */
export function describeFacts(status: Status): Fact[] {
  return [
    { label: "Chat", text: describeChat(status) },
    { label: "Answers", text: describeTalk(status) },
    { label: "Model", text: describeModels(status) },
    ...(status.spending === null ? [] : [{ label: "Spending", text: describeSpending(status.spending) }]),
    { label: "Box", text: describeBox(status) },
    { label: "Address", text: status.addresses.join(", ") || "none" },
    ...(status.sshHostKey === null ? [] : [{ label: "SSH key", text: status.sshHostKey }]),
    { label: "Disk", text: describePool(status) },
    { label: "Memory", text: describeMemory(status) },
    { label: "Runtime", text: [status.runtime.readiness, ...status.runtime.reasons].join(" ") },
    { label: "Database", text: describeDatabase(status) },
    {
      label: "Services",
      text: status.services.map((service) => describeService(service, status)).join(", "),
    },
    { label: "Checked", text: describeChecks(status) },
  ];
}

function describeChat({ handoff }: Status): string {
  if (handoff === null) return "not verified yet";
  const bot =
    handoff.assistant.botUsername === null ? "bot not verified" : `@${handoff.assistant.botUsername}`;
  return handoff.greetedAt === null
    ? `${bot}, owner not greeted yet`
    : `${bot}, greeted ${formatTime(handoff.greetedAt)}`;
}

function describeTalk({ talk, models }: Status): string {
  if (talk === null) return "not known yet";
  const time = (at: string | null) => (at === null ? "never" : formatTime(at));
  const role = talk.model === null || models === null ? "chat" : findRole(talk.model, models);
  const by =
    role === "chat" ? "" : ` by ${role === "fallback" ? "the fallback" : "another model"}, ${talk.model}`;
  return `asked ${time(talk.questionAt)}, answered ${time(talk.answerAt)}${by}`;
}

function describeModels({ models, profile, notReadable, handoff }: Status): string {
  if (models === null)
    return notReadable.includes("models") ? "not readable by this account" : "not set up yet";
  const text = `${models.chat} (profile ${profile}), fallback ${models.fallback}, compaction ${models.compaction}`;
  const moved = handoff?.checks.find(({ code }) => code === "models.moved");
  return moved === undefined ? text : `${text}. ${moved.message}`;
}

function describeBox({ hostname, version, uptimeSeconds }: Status): string {
  const up = uptimeSeconds === null ? "" : `, up ${formatDuration(uptimeSeconds)}`;
  return `${hostname ?? "unnamed"}, Clawdie ${version}${up}`;
}

function describePool({ pool }: Status): string {
  if (pool === null) return "pool not seen";
  return `${pool.name} ${pool.health}, ${pool.usedPercent} % of ${formatBytes(pool.sizeBytes)} used`;
}

function describeMemory({ memory }: Status): string {
  if (memory === null) return "unknown";
  const used = memory.totalBytes - memory.availableBytes - memory.cacheBytes;
  return `${formatBytes(used)} of ${formatBytes(memory.totalBytes)} used, file cache ${formatBytes(memory.cacheBytes)}`;
}

function describeDatabase({ database }: Status): string {
  if (database.ready === null) return "not readable by this account";
  return database.ready ? "ready" : "does not answer";
}

function describeService({ name, state, since, starts }: ServiceStatus, { time }: Status): string {
  const up = since === null ? "" : ` ${formatDuration((Date.parse(time) - Date.parse(since)) / 1000)}`;
  const restarts = starts !== null && starts > 1 ? ` (${starts - 1} restarts)` : "";
  return `${name} ${state}${up}${restarts}`;
}

function describeChecks({ handoff }: Status): string {
  if (handoff === null) return "never";
  const by = (outcome: string) =>
    handoff.checks.filter((check) => check.outcome === outcome).map((check) => check.name);
  const groups = [
    ["ok", by("ok")],
    ["failed", by("failed")],
    ["not checked", by("not-checked")],
  ] as const;
  const parts = groups.flatMap(([word, names]) =>
    names.length === 0 ? [] : [`${names.join(", ")} ${word}`],
  );
  return `${formatTime(handoff.checkedAt)}: ${parts.join("; ")}`;
}
