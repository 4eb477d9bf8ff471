import { useWindowSize } from "ink";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import type { Theme } from "../theme.ts";
import { FleetApp } from "./fleet-app.tsx";
import type { FleetMember } from "./fleet-member.ts";
import type { FleetWatch } from "./fleet-watch.ts";

interface Props {
  readonly watch: FleetWatch;
  readonly theme: Theme;
  readonly renderBox: (member: FleetMember, leave: () => void) => ReactNode;
}

const clockSeconds = 10;

/** The overview on a real terminal: it follows the size of the window, every box and the clock. */
export function LiveFleet({ watch, theme, renderBox }: Props) {
  const window = useWindowSize();
  const size = { columns: window.columns || 80, rows: window.rows || 24 };
  const rows = useSyncExternalStore(
    (changed) => watch.subscribe(changed),
    () => watch.rows,
  );
  const now = useClock();
  const open = (name: string, leave: () => void): ReactNode => {
    const member = watch.members.find((candidate) => candidate.name === name);
    return member === undefined ? null : renderBox(member, leave);
  };
  return (
    <FleetApp
      rows={rows}
      now={now}
      size={size}
      theme={theme}
      retry={() => watch.retryNow()}
      renderBox={open}
    />
  );
}

/** "2 min ago" grows also while nothing is heard. */
function useClock(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), clockSeconds * 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
