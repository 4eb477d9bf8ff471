import type { DatabasePool } from "../../setup/host/open-database.ts";
import type { Auth } from "../auth/create-auth.ts";
import type { DashboardView } from "../view/dashboard-view.ts";
import type { Asset } from "./read-assets.ts";

/** closed: nobody may look. link: only the page that sets the first password. open: there is an operator. */
export type DashboardMode = "closed" | "link" | "open";

/** What the pages need. */
export interface Dashboard {
  readonly auth: Auth;
  readonly pool: DatabasePool;
  readonly view: () => Promise<DashboardView>;
  readonly assets: ReadonlyMap<string, Asset>;
  /** Names the box answers to; the first one is shown on pages without a session. */
  readonly names: readonly string[];
  readonly actionsFolder: string;
  readonly mode: () => DashboardMode;
  /** An operator was just created: open up for good without waiting for the next look. */
  readonly onOperator: () => Promise<void>;
  /** Aborted when the service stops; ends live updates and waiting. */
  readonly signal: AbortSignal;
  /** One line for the service's log; no secrets. */
  readonly log: (line: string) => void;
}
