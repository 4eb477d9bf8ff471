import { useWindowSize } from "ink";
import type { Status } from "../setup/status/status.ts";
import { App } from "./app.tsx";
import type { Journals } from "./journal-lines.ts";
import type { Theme } from "./theme.ts";
import { usePolled } from "./use-polled.ts";
import { firstView, type Screen } from "./view-state.ts";

export interface Sources {
  readonly readStatus: () => Promise<Status>;
  readonly readJournals: () => Promise<Journals>;
}

interface LiveAppProps {
  readonly sources: Sources;
  readonly theme: Theme;
  readonly screen: Screen;
  /** Rows of the window that something above it needs. */
  readonly rowsTaken?: number;
}

const everySeconds = 5;

/** The app on a real terminal: it follows the size of the window and asks its sources again every five seconds. */
export function LiveApp({ sources, theme, screen, rowsTaken = 0 }: LiveAppProps) {
  const window = useWindowSize();
  // A serial line does not tell its size: it is 0 by 0.
  const size = { columns: window.columns || 80, rows: (window.rows || 24) - rowsTaken };
  const status = usePolled(sources.readStatus, everySeconds);
  const journals = usePolled(sources.readJournals, everySeconds);
  return (
    <App status={status} journals={journals} size={size} theme={theme} first={{ ...firstView, screen }} />
  );
}
