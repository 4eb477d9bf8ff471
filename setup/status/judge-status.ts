import { runtimeLog } from "../handoff/build-checks.ts";
import { describeHandoffCode } from "../handoff/handoff-messages.ts";
import type { HandoffCheck } from "../handoff/handoff-record.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { formatDuration } from "./format-figures.ts";
import { judgeSpendingStatus } from "./judge-spending.ts";
import { judgeUpkeep } from "./judge-upkeep.ts";
import type { Problem, Status } from "./status.ts";

type Seen = Omit<Status, "state" | "problems">;

/** What of all that is a problem, worst first, and what it makes of the box. Pure. */
export function judgeStatus(seen: Seen): Pick<Status, "state" | "problems"> {
  const problems = [
    ...judgeRuntime(seen),
    ...judgeDatabase(seen),
    ...judgeHandoff(seen),
    ...judgeSpendingStatus(seen),
    ...judgePool(seen),
    ...judgeServices(seen),
    ...judgeMemory(seen),
    ...judgeUpkeep(seen),
    ...judgeAlertLooks(seen),
    ...judgeAlerts(seen),
  ].sort((a, b) => Number(b.severity === "failed") - Number(a.severity === "failed"));
  const worst = problems[0]?.severity;
  return { problems, state: worst ?? "ok" };
}

function failed(message: string, cure: string): Problem {
  return { severity: "failed", message, cure };
}

function warning(message: string, cure: string): Problem {
  return { severity: "warning", message, cure };
}

function judgeRuntime({ runtime }: Seen): Problem[] {
  if (runtime.readiness === "ready") return [];
  const details = { reason: runtime.reasons.join(", "), log: runtimeLog };
  const { message, cure } = describeHandoffCode(`runtime.${runtime.readiness}`, details);
  // It finishes what it does and answers then.
  return [runtime.readiness === "degraded" ? warning(message, cure) : failed(message, cure)];
}

function judgeDatabase({ database }: Seen): Problem[] {
  if (database.ready !== false) return [];
  return [
    failed(
      "The database does not answer.",
      `sudo rc-service ${boxLayout.services.database} restart. Its log: sudo grep postgresql /var/log/messages`,
    ),
  ];
}

/** The assistant still answers (perhaps late) while one of these lasts. */
const harmlessCodes: readonly string[] = [
  "clock.wrong",
  "telegram.rate-limited",
  "model.rate-limited",
  "model.service-error",
  "models.moving",
  "greeting.not-delivered",
];

function judgeHandoff({ handoff, notReadable }: Seen): Problem[] {
  if (handoff === null) {
    if (notReadable.includes("handoff")) return [];
    return [
      warning(
        "The first boot has not verified the assistant yet.",
        `It does so by itself. Its log: sudo grep ${boxLayout.services.firstboot} /var/log/messages`,
      ),
    ];
  }
  return handoff.checks.flatMap(judgeCheck);
}

/** Good to know, and no reason to call the box anything but well. */
const adviceCodes: readonly string[] = ["model.no-limit", "models.moved"];

function judgeCheck({ name, outcome, code, message, cure }: HandoffCheck): Problem[] {
  // The runtime was just probed again: the record is older.
  if (name === "runtime") return [];
  if (outcome === "failed")
    return [harmlessCodes.includes(code) ? warning(message, cure) : failed(message, cure)];
  const isWarning = outcome === "ok" && cure !== "" && !adviceCodes.includes(code);
  return isWarning ? [warning(message, cure)] : [];
}

/** OpenZFS slows down and fragments above 80 %: https://openzfs.github.io/openzfs-docs/Performance%20and%20Tuning/Workload%20Tuning.html */
export const fullPercent = 80;

function judgePool({ pool }: Seen): Problem[] {
  if (pool === null)
    return [warning(`The pool ${boxLayout.pool} cannot be seen.`, `Look with: zpool status`)];
  const problems: Problem[] = [];
  if (pool.health !== "ONLINE") {
    const text = `The pool ${pool.name} is ${pool.health}.`;
    const cure = "Back up what matters, and look with: zpool status -v";
    problems.push(pool.health === "DEGRADED" ? warning(text, cure) : failed(text, cure));
  }
  if (pool.usedPercent >= fullPercent) {
    problems.push(
      warning(`The disk is ${pool.usedPercent} % full.`, `Free space: zfs list -o space -r ${pool.name}`),
    );
  }
  return problems;
}

/** Without these nobody sees the dashboard, and nobody is told when something fails. */
const neededServices: readonly string[] = [boxLayout.services.control, boxLayout.services.alerts];

function judgeServices({ services }: Seen): Problem[] {
  return services.flatMap(({ name, state }) => {
    // The runtime and the database are judged by what they answer, not by what the supervisor believes.
    if (name === boxLayout.services.runtime || name === boxLayout.services.database) return [];
    const bad = state === "failed" || (state === "stopped" && neededServices.includes(name));
    return bad ? [warning(`The service ${name} is ${state}.`, `sudo rc-service ${name} restart`)] : [];
  });
}

/** One look a minute; an emulated or busy computer takes several for one. */
const longestLookSeconds = 900;

/** The watcher is watched: by whoever asks for the status, the control plane above all. */
function judgeAlertLooks({ alerts, services, uptimeSeconds }: Seen): Problem[] {
  const runs = services.some(({ name, state }) => name === boxLayout.services.alerts && state === "started");
  const seconds = alerts?.lookedSecondsAgo ?? uptimeSeconds ?? 0;
  if (!runs || seconds < longestLookSeconds) return [];
  const cure = `sudo rc-service ${boxLayout.services.alerts} restart. Its log: sudo grep ${boxLayout.services.alerts} /var/log/messages`;
  return [warning(`Nobody has looked after alerts for ${formatDuration(seconds)}.`, cure)];
}

/** What only the looks of the alerts find out; everything else was judged above, from what is so now. */
function judgeAlerts({ alerts, runtime, handoff }: Seen): Problem[] {
  const isKnown = (check: string) =>
    handoff?.checks.some(({ name, outcome }) => name === check && outcome === "failed") === true;
  return (alerts?.active ?? []).flatMap(({ cause, message, cure }) => {
    if (cause === "model-key") return isKnown("model") ? [] : [failed(message, cure)];
    if (cause === "clock-wrong") return isKnown("clock") ? [] : [warning(message, cure)];
    if (cause === "assistant-silent") return runtime.readiness === "ready" ? [warning(message, cure)] : [];
    return cause === "crash-loop" ? [warning(message, cure)] : [];
  });
}

const leastMemoryPercent = 5;

function judgeMemory({ memory }: Seen): Problem[] {
  if (memory === null) return [];
  const usable = memory.availableBytes + memory.cacheBytes;
  if (usable * 100 >= memory.totalBytes * leastMemoryPercent) return [];
  return [warning("Memory is nearly used up.", "Restart the box, or give it more memory.")];
}
