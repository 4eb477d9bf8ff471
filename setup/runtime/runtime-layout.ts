/** Where the agent runtime finds its things: `boxLayout` on a box, temporary folders in tests. Absolute paths. */
export interface RuntimeLayout {
  /** Node 26 and the entry file of the package `openclaw`. */
  readonly node: string;
  readonly openclaw: string;
  readonly runtimeConfig: string;
  readonly runtimeSecrets: string;
  readonly runtimeTelegramToken: string;
  readonly runtimeEnvironment: string;
  /** Home of the service account: home/, state/, tmp/ and workspace/ are below. */
  readonly runtimeHome: string;
  readonly logs: string;
  /** On 127.0.0.1 and ::1. */
  readonly gatewayPort: number;
  /** The spending guard on 127.0.0.1, used while there is a monthly limit. */
  readonly spendingPort: number;
}

/** Folders the service account writes to. Pure. */
export function runtimeFolders(layout: Pick<RuntimeLayout, "runtimeHome" | "logs">) {
  return {
    home: `${layout.runtimeHome}/home`,
    state: `${layout.runtimeHome}/state`,
    /** Private and persistent: the runtime keeps its compiled code and its locks here. */
    tmp: `${layout.runtimeHome}/tmp`,
    workspace: `${layout.runtimeHome}/workspace`,
    /** A folder of its own, because log rotation renames files. */
    logs: `${layout.logs}/runtime`,
  } as const;
}
