import type { Status } from "../../setup/status/status.ts";
import type { BundleFacts } from "../actions/read-bundle.ts";

/** Everything the overview shows. Null or empty: not known here. */
export interface DashboardView {
  readonly status: Status;
  readonly snapshots: Snapshots;
  readonly databases: readonly { readonly name: string; readonly bytes: number | null }[];
  readonly events: readonly { readonly at: Date; readonly message: string }[];
  /** Used space of the pool, oldest first; at most one sample an hour. */
  readonly trend: readonly PoolSample[];
  /** A support bundle that waits to be downloaded. */
  readonly bundle: BundleFacts | null;
  readonly certificate: { readonly fingerprint: string; readonly notAfter: Date } | null;
}

export interface Snapshots {
  readonly count: number;
  /** Newest first, at most five. */
  readonly latest: readonly { readonly name: string; readonly at: Date }[];
}

export interface PoolSample {
  readonly at: Date;
  readonly usedBytes: number;
}
