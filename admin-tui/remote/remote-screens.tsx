import { setTimeout as delay } from "node:timers/promises";
import { Box, useApp, useWindowSize } from "ink";
import { useEffect, useReducer, useRef, useState } from "react";
import { Admin } from "../admin.ts";
import { LinesView } from "../lines-view.tsx";
import { LiveAdmin } from "../live-admin.tsx";
import type { ScreenId } from "../screens.ts";
import type { Theme } from "../theme.ts";
import { buildLinkLine } from "./link-line.ts";
import type { SshBox } from "./ssh-box.ts";
import type { SshLink } from "./ssh-link.ts";

interface Props {
  readonly box: SshBox;
  readonly theme: Theme;
  readonly screen: ScreenId;
  /** Esc goes back to where it was opened from; null when there is no such place. */
  readonly leave: (() => void) | null;
}

/** The screens of a box elsewhere, under one row about the connection. */
export function RemoteScreens({ box, theme, screen, leave }: Props) {
  const window = useWindowSize();
  const { wasDown, now } = useLink(box.link);
  const { exit } = useApp();
  const redraw = useRef<() => void>(() => {});
  const [admin] = useState(() => {
    const size = { columns: window.columns || 80, rows: (window.rows || 24) - 1 };
    return new Admin(box, screen, size, {
      now: () => Date.now(),
      sleep: (seconds) => delay(seconds * 1000, undefined, { ref: false }),
      redraw: () => redraw.current(),
      ...(leave === null ? {} : { back: leave }),
    });
  });
  useEffect(() => {
    let gone = false;
    void admin.ended.then(() => (gone ? undefined : exit()));
    return () => {
      gone = true;
      admin.close();
    };
  }, [admin, exit]);
  const line = buildLinkLine(box.title, box.link.state, wasDown, now);
  return (
    <Box flexDirection="column">
      <LinesView lines={[line]} top={0} rows={1} theme={theme} columns={window.columns || 80} />
      <LiveAdmin admin={admin} theme={theme} redraw={redraw} rowsTaken={1} />
    </Box>
  );
}

/** Draws again at every change of the link, and every few seconds for what is only said for a while. */
function useLink(link: SshLink): { wasDown: boolean; now: Date } {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const wasDown = useRef(false);
  useEffect(() => {
    const stop = link.watch(redraw);
    const timer = setInterval(redraw, 10_000);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [link]);
  if (link.state.state === "down") wasDown.current = true;
  return { wasDown: wasDown.current, now: new Date() };
}
