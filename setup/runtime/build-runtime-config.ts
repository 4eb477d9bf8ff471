import type { Settings } from "../settings/settings.ts";
import { buildModelConfig } from "./build-model-config.ts";
import { type RuntimeLayout, runtimeFolders } from "./runtime-layout.ts";

/** Where `telegram.apiRoot` is left out: the runtime's own default. */
const publicTelegram = "https://api.telegram.org";

/** Five archives are kept beside the file. */
const maxLogBytes = 4 * 1024 * 1024;

/**
 * The content of `openclaw.json`: nothing but what one owner's assistant needs is on. Secrets are named, never
 * contained. Keys: the runtime's own documentation, `gateway/configuration-reference`. Pure.
 */
export function buildRuntimeConfig(settings: Settings, layout: RuntimeLayout): object {
  const folders = runtimeFolders(layout);
  return {
    ...buildModelConfig(settings, folders.workspace, layout),
    secrets: {
      providers: { box: { source: "file", path: layout.runtimeSecrets, mode: "json" } },
    },
    gateway: buildGateway(layout),
    channels: { telegram: buildTelegram(settings, layout) },
    commands: {
      ownerAllowFrom: [`telegram:${settings.telegram.adminId}`],
      ...{ restart: false, config: false, plugins: false, mcp: false, bash: false, debug: false },
    },
    tools: leastTools,
    // Without the second part the memory plugin comes along, with a nightly job that asks the model.
    plugins: { allow: ["telegram"], slots: { memory: "none" } },
    cron: { enabled: false },
    // An empty list means "all": a name that is no skill's means none.
    skills: { allowBundled: ["none"] },
    logging: {
      file: `${folders.logs}/openclaw.log`,
      maxFileBytes: maxLogBytes,
      ...{ level: "info", consoleLevel: "warn" },
    },
    discovery: { mdns: { mode: "off" } },
    update: { checkOnStart: false, auto: { enabled: false } },
    telemetry: { enabled: false },
  };
}

/** Reached by the control plane over loopback: it asks for the greeting through chat completions. */
function buildGateway(layout: RuntimeLayout): object {
  return {
    mode: "local",
    bind: "loopback",
    port: layout.gatewayPort,
    auth: { mode: "token", token: { source: "file", provider: "box", id: "/gateway/token" } },
    controlUi: { enabled: false },
    terminal: { enabled: false },
    http: { endpoints: { chatCompletions: { enabled: true, images: { allowUrl: false } } } },
  };
}

function buildTelegram({ telegram }: Settings, layout: RuntimeLayout): object {
  return {
    enabled: true,
    tokenFile: layout.runtimeTelegramToken,
    ...(telegram.apiRoot === publicTelegram ? {} : { apiRoot: telegram.apiRoot }),
    dmPolicy: "allowlist",
    allowFrom: [Number(telegram.adminId)],
    groupPolicy: "disabled",
    configWrites: false,
    // Exactly one message for one answer.
    streaming: { mode: "off" },
    commands: { native: true, nativeSkills: false },
  };
}

/** Files of its own workspace and nothing else: no shell, no web, no other sessions. */
const leastTools = {
  profile: "minimal",
  alsoAllow: ["read", "write", "edit"],
  deny: [
    ...["group:automation", "group:web", "group:ui", "group:nodes"],
    ...["exec", "process", "sessions_spawn", "sessions_send"],
  ],
  fs: { workspaceOnly: true },
  elevated: { enabled: false },
  web: { search: { enabled: false }, fetch: { enabled: false } },
} as const;
