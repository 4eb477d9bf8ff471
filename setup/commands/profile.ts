import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { boxLayout } from "../plan/box-layout.ts";
import type { Profiles } from "../settings/profiles.ts";
import { readProfiles } from "../settings/read-profiles.ts";
import type { Io } from "./io.ts";

const usage = `Usage: clawdie profile [--json]

Shows which models each profile stands for, and on a box what its own profile was resolved to.
Exit code 0: done, 64: usage.
`;

/** profile.lock.json, as buildProfileLock writes it. */
const ProfileLock = z.object({
  schema: z.literal(1),
  profile: z.string(),
  models: z.object({ chat: z.string(), fallback: z.string(), compaction: z.string() }),
  overridden: z.array(z.string()),
});
type ProfileLock = z.infer<typeof ProfileLock>;

/** The command `clawdie profile`; answers its exit code. @param lockPath Where a box records its own. */
export async function runProfile(
  argv: readonly string[],
  io: Io,
  lockPath: string = boxLayout.profileLock,
): Promise<number> {
  const options = parseOptions(argv);
  if (options === null) {
    io.stderr(usage);
    return 64;
  }
  if (options.help) {
    io.stdout(usage);
    return 0;
  }
  const profiles = await readProfiles();
  const box = await readLock(lockPath);
  const result = { schema: 1, box, profiles };
  io.stdout(options.json ? `${JSON.stringify(result, null, 2)}\n` : renderProfiles(profiles, box));
  return 0;
}

/** Null where there is no box, or its record cannot be read as ours. */
async function readLock(path: string): Promise<ProfileLock | null> {
  try {
    return ProfileLock.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null;
  }
}

function renderProfiles(profiles: Profiles, box: ProfileLock | null): string {
  const blocks = Object.entries(profiles).map(([name, roles]) => {
    const rows = Object.entries(roles).map(([role, ids]) => `  ${role.padEnd(12)}${ids[0] ?? ""}`);
    return [name, ...rows].join("\n");
  });
  return `${[...(box === null ? [] : [renderBox(box)]), ...blocks].join("\n\n")}\n`;
}

function renderBox({ profile, models, overridden }: ProfileLock): string {
  const rows = Object.entries(models).map(([role, id]) => {
    return `  ${role.padEnd(12)}${id}${overridden.includes(role) ? "  (chosen by hand)" : ""}`;
  });
  return [`this box (${profile})`, ...rows].join("\n");
}

function parseOptions(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    return values;
  } catch {
    return null;
  }
}
