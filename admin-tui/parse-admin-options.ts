import { parseArgs } from "node:util";
import type { Screen } from "./view-state.ts";

export interface AdminOptions {
  readonly plain: boolean;
  readonly once: boolean;
  readonly screen: Screen;
  readonly help: boolean;
}

export const adminUsage = `Usage: clawdie-admin [--plain] [--once] [--journal]

  --plain    ASCII without colors, for serial consoles
  --once     print one frame and exit
  --journal  begin with (or print) the journal of install and first boot
`;

/** null when the arguments cannot be understood. Pure. */
export function parseAdminOptions(argv: readonly string[]): AdminOptions | null {
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { plain: flag, once: flag, journal: flag, help: { ...flag, short: "h" } },
    });
    const { plain, once, help } = values;
    return { plain, once, help, screen: values.journal ? "journal" : "overview" };
  } catch {
    return null;
  }
}
