import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import type { ModelMoves } from "../settings/move-models.ts";
import type { Settings } from "../settings/settings.ts";
import { parseSetupEnv, renderSetupEnv } from "../settings/setup-env.ts";

/**
 * Writes the moved models into the settings of the box; provisioning brings them into every file and service. False, and
 * nothing is written, when the box has got other settings meanwhile: the models of those are looked at first.
 */
export async function keepModelMoves(
  settings: Settings,
  { models, moves }: ModelMoves,
  host: Pick<Host, "readFile" | "writeFile" | "now">,
): Promise<boolean> {
  const present = await host.readFile(boxLayout.setupFile);
  if (present !== null && render(parseSetupEnv(String(present))) !== render(settings)) return false;
  const at = host.now().toISOString();
  const modelMoves = [...settings.modelMoves, ...moves.map(({ role, from }) => ({ role, from, at }))];
  const text = renderSetupEnv({ ...settings, models, modelMoves });
  await host.writeFile(boxLayout.setupFile, text, { mode: 0o600 });
  return true;
}

/** Compared as we write it today: an older file may lack a line. */
function render(settings: Settings): string {
  return renderSetupEnv(settings).reveal();
}
