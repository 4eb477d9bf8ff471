import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { checkSetup } from "../config/check-setup.ts";
import { findSeedFile } from "../config/find-seed-file.ts";
import { readSeedFile, type SeedFile } from "../config/read-seed-file.ts";
import { readProfiles } from "../settings/read-profiles.ts";
import type { Io } from "./io.ts";
import { renderCheck } from "./render-check.ts";

const usage = `Usage: clawdie check <setup.txt or folder of a mounted stick> [--json] [--show-secrets]

Checks the file exactly as the box would, and changes nothing.
Exit code 0: usable (there may be warnings), 2: not usable, 64: usage.
`;

const exitCodes = { accept: 0, "accept-with-warnings": 0, reject: 2 } as const;

/** The command `clawdie check`; answers its exit code. */
export async function runCheck(argv: readonly string[], io: Io): Promise<number> {
  const options = parseOptions(argv);
  if (options?.values.help) {
    io.stdout(usage);
    return 0;
  }
  const [path, ...others] = options?.positionals ?? [];
  if (options === null || path === undefined || others.length > 0) {
    io.stderr(usage);
    return 64;
  }
  const profiles = await readProfiles();
  const file = await readPath(path);
  const result = checkSetup(file.bytes, {
    profiles,
    file: file.path === null ? null : basename(file.path),
    issues: file.issues,
    showSecrets: options.values["show-secrets"],
  });
  io.stdout(options.values.json ? `${JSON.stringify(result, null, 2)}\n` : renderCheck(result, io.color));
  return exitCodes[result.decision];
}

async function readPath(path: string): Promise<SeedFile> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? findSeedFile(path) : readSeedFile(path);
}

function parseOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        "show-secrets": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch {
    return null;
  }
}
