import { renderToString } from "ink";
import { buildCommand } from "./admin-action.ts";
import { AdminApp } from "./admin-app.tsx";
import { type AdminState, type Part, type PartId, type Parts, startAdmin } from "./admin-state.ts";
import type { Box } from "./box.ts";
import { cleanOutput } from "./clean-output.ts";
import { loadPart, screenParts } from "./load-part.ts";
import { logSources } from "./log-state.ts";
import { readLogLine } from "./read-log-line.ts";
import type { ScreenId } from "./screens.ts";
import { stepAdmin } from "./step-admin.ts";
import type { Theme } from "./theme.ts";
import { readStatus } from "./watch-status.ts";

/** One frame as text, for `--once`: everything is read first, nothing is drawn over. */
export async function renderOnce(
  box: Box,
  screen: ScreenId,
  size: { readonly columns: number; readonly rows: number },
  theme: Theme,
  now: number,
): Promise<string> {
  let state: AdminState = startAdmin(box.title, size, screen, now);
  const ids = (screenParts[screen] ?? []).map(({ id }) => id);
  const parts = await Promise.all([
    settle("status", () => readStatus(box), now),
    ...ids.map((id) => settle(id, () => loadPart(box, id), now)),
  ]);
  for (const part of parts) state = stepAdmin(state, { type: "part", ...part }).state;
  if (screen === "logs") state = await readLog(box, state);
  const still = { state: () => state, subscribe: () => () => {}, press: () => {} };
  return `${renderToString(<AdminApp admin={still} theme={theme} />, { columns: size.columns })}\n`;
}

/** The last lines of the log that is shown first. */
async function readLog(box: Box, state: AdminState): Promise<AdminState> {
  const file = logSources[state.log.source]?.file ?? "";
  const argv = buildCommand(["tail", "-n", String(state.size.rows), "--", file], true);
  const { code, stdout, stderr } = await box.run(argv, { timeoutSeconds: 60 });
  const lines = stdout.trimEnd().split("\n").map(readLogLine);
  const message = cleanOutput(stderr.trim());
  return stepAdmin(state, code === 0 ? { type: "log", file, lines } : { type: "log-trouble", file, message })
    .state;
}

async function settle(
  id: PartId,
  read: () => Promise<Parts[PartId]["value"]>,
  at: number,
): Promise<{ id: PartId; part: Part<Parts[PartId]["value"]> }> {
  try {
    return { id, part: { value: await read(), error: null, at } };
  } catch (error) {
    const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return { id, part: { value: null, error: message, at } };
  }
}
