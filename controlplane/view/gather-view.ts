import type { Host } from "../../setup/host/host.ts";
import type { DatabasePool } from "../../setup/host/open-database.ts";
import { readCertificate } from "../../setup/operator/read-certificate.ts";
import { gatherStatus, type StatusDeps } from "../../setup/status/gather-status.ts";
import { findBundle } from "../actions/read-bundle.ts";
import type { DashboardView } from "./dashboard-view.ts";
import { readDatabaseView } from "./read-database-view.ts";
import { readSnapshots } from "./read-snapshots.ts";

export interface ViewDeps {
  readonly host: Host;
  readonly pool: Pick<DatabasePool, "query">;
  readonly status: StatusDeps;
  readonly certificatePath: string;
  readonly actionsFolder: string;
}

/** The same status as `clawdie status --json`, and what only the control plane knows. Never rejects for a part. */
export async function gatherView(deps: ViewDeps): Promise<DashboardView> {
  const [status, snapshots, database, certificate, bundle] = await Promise.all([
    gatherStatus(deps.host, deps.status),
    readSnapshots(deps.host),
    readDatabaseView(deps.pool),
    readCertificate(deps.host, deps.certificatePath),
    findBundle(deps.actionsFolder),
  ]);
  return { status, snapshots, ...database, certificate, bundle };
}
