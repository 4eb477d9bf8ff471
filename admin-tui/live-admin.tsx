import { useApp, useStdout, useWindowSize } from "ink";
import { useEffect } from "react";
import type { Admin } from "./admin.ts";
import { AdminApp } from "./admin-app.tsx";
import type { Theme } from "./theme.ts";

interface Props {
  readonly admin: Admin;
  readonly theme: Theme;
  /** Set here, since only Ink knows how to draw everything anew. */
  readonly redraw: { current: () => void };
  /** Rows of the window that something above it needs. */
  readonly rowsTaken?: number;
}

export const clearScreen = "\u001b[2J\u001b[H";

/** The admin screen on a real terminal: it follows the size of the window. */
export function LiveAdmin({ admin, theme, redraw, rowsTaken = 0 }: Props) {
  const window = useWindowSize();
  const { stdout } = useStdout();
  const { suspendTerminal } = useApp();
  // A serial line does not tell its size: it is 0 by 0.
  const columns = window.columns || 80;
  const rows = (window.rows || 24) - rowsTaken;
  // After a pause, however short, Ink draws everything instead of what has changed.
  redraw.current = () => void suspendTerminal(async () => void stdout.write(clearScreen));
  useEffect(() => admin.resize({ columns: Math.max(40, columns), rows }), [admin, columns, rows]);
  return <AdminApp admin={admin} theme={theme} rowsAbove={rowsTaken} />;
}
