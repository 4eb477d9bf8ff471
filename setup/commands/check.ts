import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { type CheckResult, checkSetup, type Decision } from "../config/check-setup.ts";
import { isComplete, resolveUnhashed } from "../config/describe-settings.ts";
import { parseDocument } from "../config/document.ts";
import { findSeedFile } from "../config/find-seed-file.ts";
import { listOrigins, type Origins } from "../config/list-origins.ts";
import { readSeedFile, type SeedFile } from "../config/read-seed-file.ts";
import type { SetupConfig } from "../config/schema.ts";
import { validateConfig } from "../config/validate.ts";
import type { OnlineReport } from "../online/check-online.ts";
import type { Profiles } from "../settings/profiles.ts";
import { readProfiles } from "../settings/read-profiles.ts";
import type { Io } from "./io.ts";
import { readOptions } from "./read-options.ts";
import { renderCheck } from "./render-check.ts";

const usage = `Usage: clawdie check <setup.txt or folder of a mounted stick>
                     [--online] [--json] [--show-secrets]

Checks the file exactly as the box would, and changes nothing.

  --online        also asks Telegram and the model service what the box will ask
                  them; the bot shows "typing" to its owner and sends nothing
  --json          the result for programs
  --show-secrets  secrets as they are, instead of masks

Exit code 0: usable (there may be warnings), 2: not usable, 64: usage.
`;

const flags = {
  json: { type: "boolean", default: false },
  online: { type: "boolean", default: false },
  "show-secrets": { type: "boolean", default: false },
} as const;

const exitCodes = { accept: 0, "accept-with-warnings": 0, reject: 2 } as const;

/** The JSON of `clawdie check --json`. */
export type CheckReport = CheckResult & {
  /** Where each setting comes from; null when the decision is reject. */
  readonly origins: Origins | null;
  /** Only when it was asked for. */
  readonly online?: OnlineReport;
};

/** The command `clawdie check`; answers its exit code. */
export async function runCheck(
  argv: readonly string[],
  io: Io,
  now: () => Date = () => new Date(),
): Promise<number> {
  const options = readOptions(argv, io, flags, true);
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
  const offline = checkSetup(file.bytes, {
    profiles,
    file: file.path === null ? null : basename(file.path),
    issues: file.issues,
    showSecrets: options.values["show-secrets"],
  });
  const config = file.bytes === null ? null : validateConfig(parseDocument(file.bytes)).config;
  const isUsable = offline.decision !== "reject" && config !== null;
  const known: CheckReport = { ...offline, origins: isUsable ? listOrigins(config) : null };
  const report = options.values.online
    ? await addOnline(known, isUsable ? config : null, profiles, { io, now })
    : known;
  io.stdout(options.values.json ? `${JSON.stringify(report, null, 2)}\n` : renderCheck(report, io.color));
  return exitCodes[report.decision];
}

async function readPath(path: string): Promise<SeedFile> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? findSeedFile(path) : readSeedFile(path);
}

/** What the services say counts as the box would take it. Loaded only when it is asked for. */
async function addOnline(
  offline: CheckReport,
  config: SetupConfig | null,
  profiles: Profiles,
  { io, now }: { io: Io; now: () => Date },
): Promise<CheckReport> {
  const { buildUnasked, checkOnline, judgeOnline } = await import("../online/check-online.ts");
  const settings = config === null || !isComplete(config) ? null : resolveUnhashed(config, profiles).settings;
  if (settings === null) return { ...offline, online: buildUnasked() };
  const proxy = (await import("../online/start-proxy.ts")).startProxy(io.env);
  try {
    const online = await checkOnline(settings, profiles, { fetch, now, usesProxy: proxy.usesProxy });
    const decision = worse(offline.decision, judgeOnline(online));
    const refused = decision === "reject" ? { settings: null, origins: null } : {};
    return { ...offline, ...refused, decision, online };
  } finally {
    proxy.restore();
  }
}

const order: readonly Decision[] = ["accept", "accept-with-warnings", "reject"];

function worse(a: Decision, b: Decision): Decision {
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}
