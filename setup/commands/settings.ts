import type { SettingsSummary } from "../config/describe-settings.ts";
import type { Host } from "../host/host.ts";
import { escapeControls } from "../issues/escape-controls.ts";
import { SetupError } from "../issues/exceptions.ts";
import { boxLayout } from "../plan/box-layout.ts";
import type { Settings } from "../settings/settings.ts";
import { parseSetupEnv } from "../settings/setup-env.ts";
import type { Io } from "./io.ts";
import { readOptions } from "./read-options.ts";
import { listRows } from "./render-summary.ts";
import { requireRoot } from "./require-root.ts";
import { wrapText } from "./wrap-text.ts";

const usage = `Usage: sudo clawdie settings [--json]

Shows the settings of this box, secrets as masks. Change them: write a setup.txt
and run sudo clawdie apply --setup <file>.
Exit code 0: done, 1: there are none that can be read, 64: usage, 77: not root.
`;

const [width, indent] = [80, " ".repeat(15)];

/** The command `clawdie settings`; answers its exit code. */
export async function runSettings(argv: readonly string[], io: Io, host: Host): Promise<number> {
  const options = readOptions(argv, io, { json: { type: "boolean", default: false } })?.values;
  if (options === undefined || options.help) {
    (options === undefined ? io.stderr : io.stdout)(usage);
    return options === undefined ? 64 : 0;
  }
  if (!(await requireRoot("settings", host, io))) return 77;
  const bytes = await host.readFile(boxLayout.setupFile);
  if (bytes === null) {
    io.stderr(`clawdie settings: ${boxLayout.setupFile} is missing: this is not an installed box\n`);
    return 1;
  }
  try {
    const settings = parseSetupEnv(bytes.toString("utf8"));
    const summary = summarizeSettings(settings);
    const json = { schema: 1, settings: summary, overriddenModels: settings.overriddenModels };
    io.stdout(options.json ? `${JSON.stringify(json, null, 2)}\n` : renderSettings(summary, settings));
    return 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    io.stderr(`clawdie settings: ${error.message}\n${error.hint}\n`);
    return 1;
  }
}

/** Secrets print as masks; of passwords only hashes are known, and those are not shown either. Pure. */
export function summarizeSettings(settings: Settings): Omit<SettingsSummary, "install"> {
  const { schema, overriddenModels, modelMoves, openRouter, telegram, operator, login, ...plain } = settings;
  return {
    ...plain,
    openRouter: { ...openRouter, apiKey: openRouter.apiKey.toString() },
    telegram: { ...telegram, botToken: telegram.botToken.toString() },
    operator:
      operator === null ? null : { email: operator.email, password: operator.passwordHash.toString() },
    login: { ...login, password: login.passwordHash?.toString() ?? null },
  };
}

const modelLabels = { "Chat model": "chat", Fallback: "fallback", Compaction: "compaction" } as const;

function renderSettings(summary: Omit<SettingsSummary, "install">, { overriddenModels }: Settings): string {
  const rows = listRows(summary).map(([label, text]) => {
    const role = Object.entries(modelLabels).find(([name]) => name === label)?.[1];
    const note = role === undefined || overriddenModels.includes(role) ? "" : " (from the profile)";
    return `${label.padEnd(15)}${wrapText(escapeControls(text) + note, indent, width).trimStart()}`;
  });
  return `${rows.join("\n")}\n`;
}
