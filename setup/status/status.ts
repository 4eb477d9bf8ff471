import { z } from "zod";
import { AlertCause } from "../alerts/alert-cause.ts";
import { AlertRecord } from "../alerts/alert-record.ts";
import { HandoffRecord } from "../handoff/handoff-record.ts";
import { MaintenanceRecord } from "../maintenance/maintenance-record.ts";
import { Talk } from "../runtime/talk.ts";

/** Something that is not well. */
export const Problem = z.object({
  /** failed: the assistant cannot be used. */
  severity: z.enum(["warning", "failed"]),
  message: z.string(),
  /** What to do; empty when nothing is to do. */
  cure: z.string(),
});
export type Problem = z.infer<typeof Problem>;

export const ServiceStatus = z.object({
  name: z.string(),
  state: z.enum(["started", "starting", "stopping", "failed", "stopped", "unknown"]),
  /** Start of the process that runs now, ISO 8601; null when the supervisor does not tell. */
  since: z.string().nullable(),
  /** Starts since boot; 1 is a service that never died. Null when the supervisor does not tell. */
  starts: z.number().nullable(),
});
export type ServiceStatus = z.infer<typeof ServiceStatus>;

/** How the box is, for people and programs alike. Sizes in bytes, times ISO 8601 UTC; null is "not known here". */
export const Status = z.object({
  schema: z.literal(1),
  version: z.string(),
  time: z.string(),
  state: z.enum(["ok", "warning", "failed"]),
  problems: z.array(Problem),
  /** Parts that this account may not read: shown as such, never counted as a problem. */
  notReadable: z.array(z.string()),
  hostname: z.string().nullable(),
  /** Of the SSH server, e.g. "ED25519 SHA256:…"; null without one, and from versions that did not tell. */
  sshHostKey: z.string().nullable().default(null),
  assistantName: z.string().nullable(),
  addresses: z.array(z.string()),
  uptimeSeconds: z.number().nullable(),
  handoff: HandoffRecord.nullable(),
  services: z.array(ServiceStatus),
  runtime: z.object({
    readiness: z.enum(["ready", "starting", "degraded", "failing", "suppressed", "down"]),
    /** Parts of the runtime that are not ready, e.g. "telegram". */
    reasons: z.array(z.string()),
  }),
  /** `SELECT 1` answered; null when neither this account nor the control plane could ask. */
  database: z.object({ ready: z.boolean().nullable() }),
  pool: z
    .object({
      name: z.string(),
      /** As zpool names it: ONLINE, DEGRADED, FAULTED … */
      health: z.string(),
      sizeBytes: z.number(),
      freeBytes: z.number(),
      usedPercent: z.number(),
    })
    .nullable(),
  memory: z
    .object({
      totalBytes: z.number(),
      /** What programs can still get, the shrinkable part of ZFS's cache not counted. */
      availableBytes: z.number(),
      /** ZFS's cache (ARC), which shrinks when programs need memory; 0 without ZFS. */
      cacheBytes: z.number(),
    })
    .nullable(),
  profile: z.string().nullable(),
  models: z.object({ chat: z.string(), fallback: z.string(), compaction: z.string() }).nullable(),
  lastInstall: z
    .object({ startedAt: z.string(), finishedAt: z.string(), steps: z.number(), failed: z.number() })
    .nullable(),
  /** The last maintenance reboot or rollback; null before the first. */
  maintenance: MaintenanceRecord.nullable(),
  /** Of the database, oldest first; null when they cannot be seen here. */
  snapshots: z
    .array(
      z.object({
        name: z.string(),
        createdAt: z.string(),
        usedBytes: z.number(),
        /** Data and log from the same moment: can be rolled back to. */
        complete: z.boolean(),
      }),
    )
    .nullable(),
  /** Why the assistant is not even started; null when it is. */
  runtimeHeld: z.object({ reason: z.string(), exitCode: z.number().nullable() }).nullable(),
  /** Service → what it answered to its own probe. */
  serviceHealth: z.record(
    z.string(),
    z.object({ health: z.enum(["ok", "failing", "unknown"]), detail: z.string() }),
  ),
  /** Parents before children; null when zfs does not show them here. */
  datasets: z
    .array(
      z.object({
        name: z.string(),
        usedBytes: z.number(),
        availableBytes: z.number(),
        /** Held by snapshots alone. */
        snapshotBytes: z.number(),
        quotaBytes: z.number().nullable(),
        /** 1.5: the data would take half as much again without compression. */
        compressRatio: z.number(),
        mountpoint: z.string().nullable(),
      }),
    )
    .nullable()
    .default(null),
  /** What the database server says of itself; null for accounts that may not ask as its superuser. */
  databases: z
    .object({
      version: z.string(),
      startedAt: z.string(),
      maxConnections: z.number(),
      list: z.array(
        z.object({
          name: z.string(),
          owner: z.string(),
          bytes: z.number(),
          connections: z.number(),
          /** Since the statistics were begun. */
          deadlocks: z.number(),
          /** Reads answered from memory; null before the first. */
          cachedPercent: z.number().nullable(),
        }),
      ),
    })
    .nullable()
    .default(null),
  /** When the assistant was last asked and answered, at most a minute old; null when that is not known here. */
  talk: Talk.nullable().default(null),
  /** How the dashboard is reached; readable by every account. */
  dashboard: z
    .object({
      /** There is an operator, and the firewall lets browsers in. */
      open: z.boolean(),
      urls: z.array(z.string()),
      /** SHA-256 of its certificate; null before it was made. */
      fingerprint: z.string().nullable(),
      certificateEnds: z.string().nullable(),
    })
    .default({ open: false, urls: [], fingerprint: null, certificateEnds: null }),
  /** What the owner is told unasked; null before the first look. */
  alerts: z
    .object({
      /** How long ago somebody looked last. */
      lookedSecondsAgo: z.number(),
      active: z.array(
        z.object({
          cause: AlertCause,
          message: z.string(),
          cure: z.string(),
          since: z.string(),
          /** Telegram took a message about it. */
          told: z.boolean(),
        }),
      ),
      past: AlertRecord.shape.past,
    })
    .nullable()
    .default(null),
  /** Of the monthly limit, US dollars; null without one. */
  spending: z
    .object({
      limitUsd: z.number().nullable(),
      /** Calendar month in UTC, e.g. "2026-11". */
      month: z.string().nullable(),
      spentUsd: z.number().nullable(),
      /** near: 80 % or more. unverified: the service has not told for a day. unknown: the guard does not answer. */
      state: z.enum(["ok", "near", "reached", "unverified", "unknown"]),
      /** When the model service last told its own figure. */
      figureAt: z.string().nullable(),
      /** Answers since then whose cost was not told. */
      uncounted: z.number(),
    })
    .nullable()
    .default(null),
});
export type Status = z.infer<typeof Status>;
