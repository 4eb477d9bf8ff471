import { z } from "zod";

/** Existing actions that a fix may use; there is nothing the doctor does that a person could not do by hand. */
export const Fix = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("set-permissions"),
    path: z.string(),
    mode: z.number(),
    owner: z.string(),
    group: z.string(),
  }),
  /** Mounts and starts what an interrupted maintenance left stopped. */
  z.object({ kind: z.literal("start-stopped"), services: z.array(z.string()) }),
  z.object({ kind: z.literal("restart-service"), service: z.string() }),
  /** The same as `clawdie apply`. */
  z.object({ kind: z.literal("apply") }),
]);
export type Fix = z.infer<typeof Fix>;

export const Diagnosis = z.object({
  /** status or the id of an audit check. */
  source: z.string(),
  severity: z.enum(["failed", "warning"]),
  problem: z.string(),
  /** What was seen. */
  evidence: z.array(z.string()),
  /** What a person can do. */
  cure: z.string(),
  /** What --fix would do; null when only a person can. */
  fix: Fix.nullable(),
});
export type Diagnosis = z.infer<typeof Diagnosis>;

/** The fix as a command line. Pure. */
export function describeFix(fix: Fix): string {
  switch (fix.kind) {
    case "set-permissions":
      return `chown ${fix.owner}:${fix.group} ${fix.path} && chmod ${fix.mode.toString(8).padStart(4, "0")} ${fix.path}`;
    case "start-stopped":
      return `start ${fix.services.join(", ")}`;
    case "restart-service":
      return `rc-service ${fix.service} restart`;
    case "apply":
      return "clawdie apply";
  }
}
