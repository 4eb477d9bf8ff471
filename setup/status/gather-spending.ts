import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { SpendingSettings } from "../spending/spending-settings.ts";
import type { SpendingView } from "../spending/spending-view.ts";
import { runlevelLink } from "../steps/runlevel-link.ts";
import type { Status } from "./status.ts";

/** What was spent of the monthly limit; null without a limit. @param probe asks the spending guard. */
export async function gatherSpending(
  host: Host,
  probe: () => Promise<SpendingView | null>,
): Promise<Status["spending"]> {
  const link = runlevelLink(boxLayout.services.spending, "default");
  if ((await host.stat(link).catch(() => null)) === null) return null;
  const view = await probe();
  if (view !== null) return view;
  const limitUsd = await readLimit(host).catch(() => null);
  return { limitUsd, month: null, spentUsd: null, state: "unknown", figureAt: null, uncounted: 0 };
}

async function readLimit(host: Host): Promise<number | null> {
  const bytes = await host.readFile(boxLayout.spendingSettings);
  return bytes === null ? null : SpendingSettings.parse(JSON.parse(bytes.toString("utf8"))).limitUsd;
}
