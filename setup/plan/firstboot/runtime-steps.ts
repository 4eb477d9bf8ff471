import type { GeneratedTokens } from "../../config-files/control-env.ts";
import { buildRuntimeConfig } from "../../runtime/build-runtime-config.ts";
import {
  buildRuntimeEnvironment,
  renderRuntimeEnvironment,
} from "../../runtime/build-runtime-environment.ts";
import { buildRuntimeSecrets } from "../../runtime/build-runtime-secrets.ts";
import { buildWorkspaceFiles } from "../../runtime/build-workspace-files.ts";
import { runtimeFolders } from "../../runtime/runtime-layout.ts";
import type { Settings } from "../../settings/settings.ts";
import { boxLayout } from "../box-layout.ts";
import type { FileOwner, Step } from "../step.ts";
import { fileStep, privateTo } from "./file-steps.ts";

const { accounts, runtimeConfig, runtimeSecrets, runtimeTelegramToken, runtimeEnvironment } = boxLayout;
const secret = privateTo(accounts.runtime, 0o600);
/** The assistant reads its configuration and cannot change it. */
const readOnly: FileOwner = { mode: 0o640, owner: "root", group: accounts.runtime };

/** Everything the assistant reads at its start, checked by the assistant's own program before it is started. */
export function buildRuntimeSteps(settings: Settings, { gatewayToken }: GeneratedTokens): Step[] {
  const config = `${JSON.stringify(buildRuntimeConfig(settings, boxLayout), null, 2)}\n`;
  const environment = renderRuntimeEnvironment(buildRuntimeEnvironment(boxLayout));
  const { telegram } = settings;
  return [
    fileStep(
      "write-runtime-secrets",
      "Write the secrets of the assistant",
      runtimeSecrets,
      buildRuntimeSecrets(settings, gatewayToken),
      secret,
    ),
    fileStep(
      "write-telegram-token",
      "Write the token of the bot",
      runtimeTelegramToken,
      telegram.botToken,
      secret,
    ),
    fileStep("configure-runtime", "Write the assistant's configuration", runtimeConfig, config, readOnly),
    fileStep(
      "write-runtime-environment",
      "Write the assistant's environment",
      runtimeEnvironment,
      environment,
    ),
    ...buildWorkspaceSteps(settings),
    {
      ...{ id: "place-compiled-code", kind: "place-compiled-code" },
      ...{ title: "Bring what the assistant would compile at its first start", account: accounts.runtime },
      ...{
        source: boxLayout.compiledCode,
        destination: `${runtimeFolders(boxLayout).tmp}/node-compile-cache/openclaw`,
      },
    },
    {
      ...{ id: "validate-runtime-config", kind: "validate-runtime-config" },
      ...{
        title: "Let the assistant check its configuration (usually less than 3 minutes)",
        configPath: runtimeConfig,
      },
    },
  ];
}

function buildWorkspaceSteps(settings: Settings): Step[] {
  const { workspace } = runtimeFolders(boxLayout);
  return Object.entries(buildWorkspaceFiles(settings)).map(([name, content]) =>
    fileStep(
      `write-workspace-${name.replace(/\.md$/, "").toLowerCase()}`,
      `Write ${name} for the assistant`,
      `${workspace}/${name}`,
      content,
      secret,
    ),
  );
}
