import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import type { ModelMoves } from "../settings/move-models.ts";
import type { Settings } from "../settings/settings.ts";
import { renderSetupEnv } from "../settings/setup-env.ts";

/** Writes the moved models into the settings of the box; provisioning brings them into every file and service. */
export async function keepModelMoves(
  settings: Settings,
  { models, moves }: ModelMoves,
  host: Pick<Host, "writeFile" | "now">,
): Promise<void> {
  const at = host.now().toISOString();
  const modelMoves = [...settings.modelMoves, ...moves.map(({ role, from }) => ({ role, from, at }))];
  const text = renderSetupEnv({ ...settings, models, modelMoves });
  await host.writeFile(boxLayout.setupFile, text, { mode: 0o600 });
}
