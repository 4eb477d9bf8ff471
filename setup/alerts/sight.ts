import type { Status } from "../status/status.ts";
import type { CauseView } from "./alert-cause.ts";
import type { AlertRecord } from "./alert-record.ts";

/** What one look saw, as far as alerts need it. */
export interface Sight {
  readonly status: Pick<
    Status,
    "pool" | "maintenance" | "runtime" | "runtimeHeld" | "serviceHealth" | "database" | "time" | "spending"
  >;
  /** When the assistant was last asked and last answered. */
  readonly talk: AlertRecord["talk"];
  /** What the owner was told before this look. */
  readonly active: AlertRecord["active"];
  /** A maintenance is under way: what is stopped is stopped on purpose. */
  readonly maintained: boolean;
  /** Seconds since 1970 this system was built at; null when unknown. */
  readonly builtAt: number | null;
  readonly starts: AlertRecord["starts"];
  readonly key: AlertRecord["key"];
  readonly clock: AlertRecord["clock"];
}

/** Present, absent, or null for unknown. */
export function stateOf(present: boolean | null): CauseView["state"] {
  if (present === null) return "unknown";
  return present ? "present" : "absent";
}
