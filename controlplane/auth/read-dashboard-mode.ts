import type { DatabasePool } from "../../setup/host/open-database.ts";
import type { DashboardMode } from "../web/dashboard.ts";
import { findOperator } from "./operator-account.ts";
import { hasOpenLink } from "./operator-link.ts";

/** Whom the dashboard is for now: its operator, the link of the first one, or nobody. */
export async function readDashboardMode(database: Pick<DatabasePool, "query">): Promise<DashboardMode> {
  // The link first: it may be used between the two, and then the operator is there. Asked the other way round, neither is.
  const isLinked = await hasOpenLink(database);
  if ((await findOperator(database)) !== null) return "open";
  return isLinked ? "link" : "closed";
}
