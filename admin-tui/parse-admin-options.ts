import { parseArgs } from "node:util";
import { type ScreenId, screens } from "./screens.ts";

export interface AdminOptions {
  readonly plain: boolean;
  readonly once: boolean;
  readonly screen: ScreenId;
  readonly help: boolean;
  /** Boxes elsewhere, as they were named; empty with `fleet` means all of the inventory. */
  readonly hosts: readonly string[];
  readonly fleet: boolean;
  /** A file; null is the usual place. */
  readonly inventory: string | null;
  /** File of the private key to offer; null leaves it to agent, SSH configuration and usual files. */
  readonly identity: string | null;
  /** One look at the fleet, for programs. */
  readonly json: boolean;
}

export const adminUsage = `Usage: clawdie-admin [--plain] [--once] [--screen <name>]
       clawdie-admin --host [user@]box[:port] [--host …] [--identity file]
       clawdie-admin --fleet [--inventory file] [--once | --json]

  --plain      ASCII without colors, for serial consoles
  --once       print one frame, or the table of the fleet, and exit
  --screen     begin with (or print) this screen: overview, services, storage, databases, logs, settings, operator,
               snapshots, maintenance, journal
  --journal    the same as --screen journal
  --host       a box elsewhere, over SSH; several are a fleet. A name of the inventory will do
  --identity   private key to offer; else the agent, ~/.ssh/config and the usual files
  --fleet      all boxes of the inventory: ~/.config/clawdie/boxes.toml
  --inventory  another inventory
  --json       print the fleet for programs and exit. Exit code 0 all well, 1 unreachable or not usable, 2 warnings

? shows the keys. What needs root is done with sudo, and confirmed first.
`;

/** null when the arguments cannot be understood. Pure. */
export function parseAdminOptions(argv: readonly string[]): AdminOptions | null {
  const flag = { type: "boolean", default: false } as const;
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        ...{ plain: flag, once: flag, journal: flag, help: { ...flag, short: "h" } },
        ...{ fleet: flag, json: flag, inventory: text, identity: text },
        host: { type: "string", multiple: true, default: [] },
        screen: text,
      },
    });
    const { plain, once, help, json, host: hosts, inventory = null, identity = null } = values;
    const fleet = values.fleet || inventory !== null;
    const isRemote = fleet || hosts.length > 0;
    if (!isRemote && (json || identity !== null)) return null;
    const name = values.screen ?? (values.journal ? "journal" : "overview");
    const screen = screens.find(({ id }) => id === name)?.id;
    if (screen === undefined) return null;
    return { plain, once, help, screen, hosts, fleet, inventory, identity, json };
  } catch {
    return null;
  }
}
