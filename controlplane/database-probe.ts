import type { DatabaseAccess } from "../setup/host/query-database.ts";
import { queryDatabase } from "../setup/host/query-database.ts";
import type { Probe } from "./read-health.ts";

/** SQLSTATE → what to say: https://www.postgresql.org/docs/17/errcodes-appendix.html */
const reasons: Readonly<Record<string, string>> = {
  "57P03": "is starting up",
  "28000": "refuses the role of the control plane",
  "3D000": "has no database system_ops yet",
  "53300": "has too many connections",
};

/** `SELECT 1` over the unix socket: an open socket is not an answer. One connection per look, none kept. */
export function createDatabaseProbe(access: DatabaseAccess, database: string): Probe {
  return async () => {
    try {
      await queryDatabase(access, database, "SELECT 1");
      return "";
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      return reasons[code] ?? "does not answer";
    }
  };
}
