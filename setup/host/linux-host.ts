import { setTimeout as delay } from "node:timers/promises";
import { boxLayout } from "../plan/box-layout.ts";
import type { Host } from "./host.ts";
import { withLinuxDevice } from "./linux-device.ts";
import { createLinuxFiles } from "./linux-files.ts";
import { type DatabaseAccess, queryDatabase } from "./query-database.ts";
import { runCommand } from "./run-command.ts";

export interface LinuxHostOptions {
  /** PATH of the commands that are run. */
  readonly searchPath?: string;
  readonly database?: DatabaseAccess;
}

const systemSearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** This Linux machine, with file paths resolved under `root` ("/" or a mount point).
 *  The process runs as root; pg_ident maps it to the PostgreSQL role `postgres`. */
export function createLinuxHost(root = "/", options: LinuxHostOptions = {}): Host {
  const searchPath = options.searchPath ?? systemSearchPath;
  const database = options.database ?? { socketFolder: boxLayout.pgSocket, port: 5432, role: "postgres" };
  return {
    root,
    at: (otherRoot) => createLinuxHost(otherRoot, options),
    run: (command, args, runOptions) => runCommand(root, searchPath, command, args, runOptions),
    ...createLinuxFiles(root),
    withDevice: withLinuxDevice,
    query: (name, sql, parameters) => queryDatabase(database, name, sql, parameters),
    now: () => new Date(),
    sleep: (seconds) => delay(seconds * 1000),
  };
}
