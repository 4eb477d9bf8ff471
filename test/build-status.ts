import { describeHandoffCode, type HandoffCode } from "../setup/handoff/handoff-messages.ts";
import type { HandoffCheck, HandoffRecord } from "../setup/handoff/handoff-record.ts";
import { judgeStatus } from "../setup/status/judge-status.ts";
import type { Status } from "../setup/status/status.ts";

/** A check as the box writes it: the outcome follows from the code unless it is given. */
export function buildCheck(code: HandoffCode, outcome?: HandoffCheck["outcome"]): HandoffCheck {
  const name = code.split(".")[0] as HandoffCheck["name"];
  const usual = /\.(ok|earlier|retired)$/.test(code)
    ? "ok"
    : /not-checked|self-hosted/.test(code)
      ? "not-checked"
      : "failed";
  const details = {
    bot: "clawdie_box_bot",
    status: "502",
    reason: "telegram",
    log: "/var/log/clawdie/runtime/openclaw.log",
    models: "a/b",
    moves: "chat c/d instead of a/b",
    at: "2026-11-21 10:04 UTC",
  };
  return { name, outcome: outcome ?? usual, code, ...describeHandoffCode(code, details) };
}

/** A record that is ready, with some checks replaced by name. */
export function buildHandoffRecord(
  overrides: Partial<HandoffRecord> = {},
  ...codes: HandoffCode[]
): HandoffRecord {
  const replaced = codes.map((code) => buildCheck(code));
  const usual = (
    ["network.ok", "clock.ok", "telegram.ok", "model.ok", "models.ok", "runtime.ok", "greeting.ok"] as const
  ).map((code) => buildCheck(code));
  return {
    schema: 1,
    state: "ready",
    checkedAt: "2026-11-21T10:04:31.000Z",
    greetedAt: "2026-11-21T10:04:30.000Z",
    assistant: { name: "Clawdie", botUsername: "clawdie_box_bot" },
    checks: usual.map((check) => replaced.find((other) => other.name === check.name) ?? check),
    ...overrides,
  };
}

/** A box that is well; state and problems follow from what the test overrides. */
export function buildStatus(overrides: Partial<Omit<Status, "state" | "problems">> = {}): Status {
  const seen = {
    schema: 1 as const,
    version: "0.1.0",
    time: "2026-11-21T13:09:00.000Z",
    notReadable: [],
    hostname: "clawdie",
    sshHostKey: null,
    assistantName: "Clawdie",
    addresses: ["192.168.1.20", "2001:db8::20"],
    uptimeSeconds: 11_520,
    handoff: buildHandoffRecord(),
    services: [
      { name: "clawdie-firstboot", state: "started" as const, since: null, starts: null },
      { name: "clawdie-runtime", state: "started" as const, since: "2026-11-21T10:00:00.000Z", starts: 1 },
      {
        name: "clawdie-controlplane",
        state: "started" as const,
        since: "2026-11-21T10:00:00.000Z",
        starts: 3,
      },
      { name: "postgresql", state: "started" as const, since: null, starts: null },
    ],
    runtime: { readiness: "ready" as const, reasons: [] },
    database: { ready: true },
    pool: {
      name: "zroot",
      health: "ONLINE",
      sizeBytes: 62_277_025_792,
      freeBytes: 54_803_782_656,
      usedPercent: 12,
    },
    memory: { totalBytes: 4_105_568_256, availableBytes: 2_362_232_012, cacheBytes: 429_496_729 },
    profile: "balanced",
    models: {
      chat: "example/chat-model",
      fallback: "example/fallback-model",
      compaction: "example/compaction-model",
    },
    lastInstall: {
      startedAt: "2026-11-21T09:50:00.000Z",
      finishedAt: "2026-11-21T09:54:00.000Z",
      steps: 14,
      failed: 0,
    },
    maintenance: null,
    snapshots: [],
    runtimeHeld: null,
    serviceHealth: {
      "clawdie-runtime": { health: "ok" as const, detail: "ready" },
      "clawdie-controlplane": { health: "ok" as const, detail: "/health answers" },
      postgresql: { health: "ok" as const, detail: "SELECT 1 answers" },
    },
    datasets: null,
    databases: null,
    talk: {
      questionAt: "2026-11-21T13:01:00.000Z",
      answerAt: "2026-11-21T13:01:04.000Z",
      failedAt: null,
      model: "example/chat-model",
    },
    dashboard: {
      open: true,
      urls: ["https://clawdie.local:8443", "https://192.168.1.20:8443"],
      fingerprint: Array.from({ length: 32 }, (_, at) => (0xa0 + at).toString(16).toUpperCase()).join(":"),
      certificateEnds: "2029-02-18T10:00:00.000Z",
    },
    alerts: { lookedSecondsAgo: 20, active: [], past: [] },
    spending: null,
    ...overrides,
  };
  return { ...seen, ...judgeStatus(seen) };
}
