import { boxLayout } from "../plan/box-layout.ts";
import { fullPercent } from "../status/judge-status.ts";
import { type CauseView, repeat } from "./alert-cause.ts";
import { judgeAssistant } from "./judge-assistant.ts";
import { findCrashLoops } from "./judge-crashes.ts";
import { judgeSpending } from "./judge-spending.ts";
import { judgeClock, judgeUpdate } from "./judge-time.ts";
import { type Sight, stateOf } from "./sight.ts";

/** A restart by the supervisor, or by hand, takes less, also on an emulated computer. */
const restartSeconds = 180;

/** Every cause, with what this look says about it. Pure. */
export function findCauses(sight: Sight): CauseView[] {
  return [
    judgeAssistant(sight),
    judgeKey(sight),
    judgeCrashes(sight),
    judgePool(sight),
    judgeDisk(sight),
    judgeClock(sight),
    judgeDatabase(sight),
    judgeControlPlane(sight),
    judgeUpdate(sight),
    judgeMaintenance(sight),
    ...judgeSpending(sight),
  ];
}

function judgeKey({ key }: Sight): CauseView {
  const states = { good: "absent", bad: "present", unknown: "unknown" } as const;
  return {
    ...{ cause: "model-key", repeatSeconds: repeat.hourly, graceSeconds: 0 },
    state: key === null ? "unknown" : states[key.state],
    message: key?.message ?? "",
    cure: key?.cure ?? "",
  };
}

function judgeCrashes({ starts }: Sight): CauseView {
  const names = findCrashLoops(starts);
  return {
    ...{ cause: "crash-loop", repeatSeconds: repeat.hourly, graceSeconds: 0 },
    state: stateOf(names.length > 0),
    message: `The service ${names.join(" and ")} died five times or more within ten minutes.`,
    cure: `The log says why: sudo grep ${names[0] ?? ""} /var/log/messages`,
  };
}

function judgePool({ status: { pool } }: Sight): CauseView {
  return {
    ...{ cause: "pool-degraded", repeatSeconds: repeat.daily, graceSeconds: 0 },
    state: stateOf(pool === null ? null : pool.health !== "ONLINE"),
    message: `The pool ${pool?.name} is ${pool?.health}: a disk of it has trouble.`,
    cure: "Back up what matters, and look with: zpool status -v",
  };
}

function judgeDisk({ status: { pool } }: Sight): CauseView {
  return {
    ...{ cause: "disk-full", repeatSeconds: repeat.daily, graceSeconds: 0 },
    state: stateOf(pool === null ? null : pool.usedPercent >= fullPercent),
    message: `The disk is ${pool?.usedPercent} % full.`,
    cure: `What takes the space: zfs list -o space -r ${pool?.name}`,
  };
}

function judgeDatabase({ status: { database }, maintained }: Sight): CauseView {
  return {
    ...{ cause: "database-down", repeatSeconds: repeat.hourly, graceSeconds: restartSeconds },
    state: stateOf(maintained || database.ready === null ? null : !database.ready),
    message: "The database does not answer.",
    cure: `sudo rc-service ${boxLayout.services.database} restart. Its log: sudo grep postgresql /var/log/messages`,
  };
}

function judgeControlPlane({ status: { serviceHealth }, maintained }: Sight): CauseView {
  const health = serviceHealth[boxLayout.services.control]?.health;
  return {
    ...{ cause: "control-plane-down", repeatSeconds: repeat.hourly, graceSeconds: restartSeconds },
    state: stateOf(maintained || health === undefined ? null : health !== "ok"),
    message: "The control plane does not answer: there is no dashboard. The assistant does not need it.",
    cure: `sudo rc-service ${boxLayout.services.control} restart. Its log: sudo grep ${boxLayout.services.control} /var/log/messages`,
  };
}

function judgeMaintenance({ status: { maintenance } }: Sight): CauseView {
  const bad = maintenance?.state === "failed" || maintenance?.state === "interrupted";
  const what = maintenance?.kind === "rollback" ? "rollback" : "maintenance reboot";
  return {
    ...{ cause: "maintenance-failed", repeatSeconds: repeat.daily, graceSeconds: 0 },
    state: stateOf(maintenance?.state === "running" || maintenance?.state === "rebooting" ? null : bad),
    message: `The last ${what} ${maintenance?.state === "interrupted" ? "was interrupted" : "failed"}: ${maintenance?.message ?? "no reason was recorded"}`,
    cure: maintenance?.cure ?? "",
  };
}
