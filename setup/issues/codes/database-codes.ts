import type { CodeTable } from "../code-table.ts";

/** About the database of the box. */
export const databaseCodes = {
  "database.foreign": {
    severity: "error",
    rule: "{folder} {what}; a new database is only made in an empty folder.",
    cure: "Nothing was changed. Restore it from a snapshot, or move it away if it is not needed.",
  },
} as const satisfies CodeTable;
