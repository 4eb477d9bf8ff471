import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Secret } from "../../../setup/issues/secret.ts";
import { buildRuntimeConfig } from "../../../setup/runtime/build-runtime-config.ts";
import {
  buildRuntimeEnvironment,
  renderRuntimeEnvironment,
} from "../../../setup/runtime/build-runtime-environment.ts";
import { buildRuntimeSecrets } from "../../../setup/runtime/build-runtime-secrets.ts";
import { buildWorkspaceFiles } from "../../../setup/runtime/build-workspace-files.ts";
import { type RuntimeLayout, runtimeFolders } from "../../../setup/runtime/runtime-layout.ts";
import type { Settings } from "../../../setup/settings/settings.ts";

/** Where a runtime under test keeps its things, below one temporary folder. */
export function layoutBelow(
  folder: string,
  programs: { node: string; openclaw: string },
  ports: { gatewayPort: number; spendingPort: number },
): RuntimeLayout {
  return {
    ...programs,
    runtimeConfig: join(folder, "config/openclaw.json"),
    runtimeSecrets: join(folder, "config/secrets.json"),
    runtimeTelegramToken: join(folder, "config/telegram.token"),
    runtimeEnvironment: join(folder, "config/environment"),
    runtimeHome: join(folder, "home"),
    logs: join(folder, "log"),
    ...ports,
  };
}

/**
 * Writes what the first boot writes, as the one account a test has.
 */
export async function placeRuntimeFiles(
  settings: Settings,
  gatewayToken: Secret,
  layout: RuntimeLayout,
): Promise<void> {
  const folders = runtimeFolders(layout);
  for (const folder of [dirname(layout.runtimeConfig), ...Object.values(folders)]) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  }
  const config = JSON.stringify(buildRuntimeConfig(settings, layout), null, 2);
  const files: Record<string, string> = {
    [layout.runtimeConfig]: config,
    [layout.runtimeSecrets]: buildRuntimeSecrets(settings, gatewayToken).reveal(),
    [layout.runtimeTelegramToken]: settings.telegram.botToken.reveal(),
    [layout.runtimeEnvironment]: renderRuntimeEnvironment(buildRuntimeEnvironment(layout)),
  };
  for (const [name, content] of Object.entries(buildWorkspaceFiles(settings))) {
    files[join(folders.workspace, name)] = content;
  }
  for (const [path, content] of Object.entries(files)) await writeFile(path, content, { mode: 0o600 });
}
