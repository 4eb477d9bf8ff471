import { Box, useInput, useWindowSize } from "ink";
import { useEffect, useReducer, useRef, useState } from "react";
import { LinesView } from "../lines-view.tsx";
import { LiveApp } from "../live-app.tsx";
import type { Theme } from "../theme.ts";
import type { Screen } from "../view-state.ts";
import { buildLinkLine } from "./link-line.ts";
import { createRemoteSources } from "./remote-sources.ts";
import type { SshBox } from "./ssh-box.ts";
import type { SshLink } from "./ssh-link.ts";

interface Props {
  readonly box: SshBox;
  readonly theme: Theme;
  readonly screen: Screen;
  /** Esc goes back to where it was opened from; null when there is no such place. */
  readonly leave: (() => void) | null;
}

/** The screens of a box elsewhere, under one row about the connection. */
export function RemoteScreens({ box, theme, screen, leave }: Props) {
  const window = useWindowSize();
  const { wasDown, now } = useLink(box.link);
  const [sources] = useState(() => createRemoteSources(box));
  useInput((_, key) => {
    if (key.escape) leave?.();
  });
  const line = buildLinkLine(box.title, box.link.state, wasDown, now);
  return (
    <Box flexDirection="column">
      <LinesView lines={[line]} top={0} rows={1} theme={theme} columns={window.columns || 80} />
      <LiveApp sources={sources} theme={theme} screen={screen} rowsTaken={1} />
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
