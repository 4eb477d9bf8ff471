import { setTimeout as delay } from "node:timers/promises";
import { render } from "ink";
import { Admin } from "./admin.ts";
import type { Box } from "./box.ts";
import { clearScreen, LiveAdmin } from "./live-admin.tsx";
import type { ScreenId } from "./screens.ts";
import type { Theme } from "./theme.ts";

export interface ShowOptions {
  readonly screen: ScreenId;
  readonly theme: Theme;
  readonly stdout: NodeJS.WriteStream;
  /** The terminal can put aside what it showed before; without that it is cleared, at the beginning and at the end. */
  readonly alternateScreen: boolean;
}

/** Shows the admin screen of a box on this terminal until the reader leaves it. The box stays open. */
export async function showAdmin(
  box: Box,
  { screen, theme, stdout, alternateScreen }: ShowOptions,
): Promise<void> {
  const redraw = { current: (): void => {} };
  const size = { columns: stdout.columns || 80, rows: stdout.rows || 24 };
  const admin = new Admin(box, screen, size, {
    now: () => Date.now(),
    sleep: (seconds) => delay(seconds * 1000, undefined, { ref: false }),
    redraw: () => redraw.current(),
  });
  if (!alternateScreen) stdout.write(clearScreen);
  const app = render(<LiveAdmin admin={admin} theme={theme} redraw={redraw} />, {
    alternateScreen,
    incrementalRendering: true,
    exitOnCtrlC: false,
    interactive: true,
  });
  await admin.ended;
  app.unmount();
  await app.waitUntilExit();
  if (!alternateScreen) stdout.write(clearScreen);
}
