import type { CodeTable } from "../code-table.ts";

/** Problems of what the settings resolve to; only a changed profiles.toml can cause them. */
export const settingsCodes = {
  "profile.no-model": {
    severity: "error",
    rule: "The profile {value} names no usable model for {role}.",
    cure: "Set {key} yourself, or choose another profile.",
  },
} as const satisfies CodeTable;
