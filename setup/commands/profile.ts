import { readFile } from "node:fs/promises";
import { resolveUnhashed } from "../config/describe-settings.ts";
import { parseDocument } from "../config/document.ts";
import { readSeedFile } from "../config/read-seed-file.ts";
import { validateConfig } from "../config/validate.ts";
import { isServed } from "../handoff/offered-models.ts";
import { askModels, type ServedModels } from "../online/ask-models.ts";
import { startProxy } from "../online/start-proxy.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { describeModels, describeProfiles, type ProfileToday } from "../settings/describe-profiles.ts";
import { ProfileLock } from "../settings/profile-lock.ts";
import type { Profiles } from "../settings/profiles.ts";
import { readProfiles } from "../settings/read-profiles.ts";
import { defaults } from "../settings/resolve-settings.ts";
import type { ProfileName, Settings } from "../settings/settings.ts";
import { parseSetupEnv } from "../settings/setup-env.ts";
import type { Io } from "./io.ts";
import { readOptions } from "./read-options.ts";
import { renderProfiles } from "./render-profiles.ts";

const usage = `Usage: clawdie profile [--online] [--setup <setup.txt>] [--json]

Shows which models each profile would give today and why, and on a box what its
own profile was resolved to.

  --online         asks the model service which models it serves
  --setup <file>   shows the models of this file, and asks with its key
  --json           the result for programs

On a box root asks with the key of the box; without any key the public list is
asked. Exit code 0: done, 2: the file is not usable, 64: usage.
`;

const flags = {
  json: { type: "boolean", default: false },
  online: { type: "boolean", default: false },
  setup: { type: "string" },
} as const;

/** The JSON of `clawdie profile --json`. */
export interface ProfileReport {
  readonly schema: 1;
  /** profile.lock.json of this box; null where there is no box. */
  readonly box: ProfileLock | null;
  /** What the model service said; null when nobody was asked. */
  readonly served:
    | (Omit<ServedModels, "offered"> & { readonly baseUrl: string; readonly known: boolean })
    | null;
  /** What the file of --setup would give; null without it. */
  readonly file: ProfileToday | null;
  readonly today: Readonly<Record<ProfileName, ProfileToday>>;
  /** The table itself. */
  readonly profiles: Profiles;
}

/** Where a box keeps what it resolved, and its settings. */
export interface BoxFiles {
  readonly lock: string;
  readonly settings: string;
}

/** The command `clawdie profile`; answers its exit code. */
export async function runProfile(
  argv: readonly string[],
  io: Io,
  box: BoxFiles = { lock: boxLayout.profileLock, settings: boxLayout.setupFile },
): Promise<number> {
  const options = readOptions(argv, io, flags)?.values;
  if (options === undefined || options.help) {
    (options === undefined ? io.stderr : io.stdout)(usage);
    return options === undefined ? 64 : 0;
  }
  const profiles = await readProfiles();
  const own = await readOrNull(box.settings, parseSetupEnv);
  const file = options.setup === undefined ? null : await readSetup(options.setup, profiles);
  if (options.setup !== undefined && file === null) {
    io.stderr(`${options.setup} is not usable; look with: clawdie check ${options.setup}\n`);
    return 2;
  }
  const isAsked = options.online || own !== null;
  const served = isAsked ? await ask(file ?? own, io) : null;
  const offered = served?.offered ?? null;
  const test = offered === null ? null : (id: string) => isServed(offered, id);
  const report: ProfileReport = {
    schema: 1,
    box: await readOrNull(box.lock, (text) => ProfileLock.parse(JSON.parse(text))),
    served:
      served === null
        ? null
        : {
            source: served.source,
            message: served.message,
            baseUrl: served.baseUrl,
            known: offered !== null,
          },
    file: file === null ? null : describeModels(file, profiles, test),
    today: describeProfiles(profiles, test),
    profiles,
  };
  io.stdout(options.json ? `${JSON.stringify(report, null, 2)}\n` : renderProfiles(report, io.color));
  return 0;
}

async function ask(settings: Settings | null, io: Io): Promise<ServedModels & { baseUrl: string }> {
  const access = settings?.openRouter ?? { baseUrl: defaults.openRouterBaseUrl, apiKey: null };
  const proxy = startProxy(io.env);
  try {
    const served = await askModels(access, { fetch, now: () => new Date() });
    return { ...served, baseUrl: access.baseUrl };
  } finally {
    proxy.restore();
  }
}

/** Null when there is no such file, this account may not read it, or it is not ours. */
async function readOrNull<T>(path: string, parse: (text: string) => T): Promise<T | null> {
  try {
    return parse(await readFile(path, "utf8"));
  } catch {
    return null;
  }
}

/** The settings of a setup.txt that is accepted. */
async function readSetup(path: string, profiles: Profiles): Promise<Settings | null> {
  const { bytes } = await readSeedFile(path);
  const config = bytes === null ? null : validateConfig(parseDocument(bytes)).config;
  return config === null ? null : resolveUnhashed(config, profiles).settings;
}
