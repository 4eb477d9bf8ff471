import { Box, type Key, Text, useApp, useInput } from "ink";
import { type ReactNode, useReducer } from "react";
import { formatTime } from "../../setup/status/format-figures.ts";
import { clampTop } from "../clamp-top.ts";
import { fillRow } from "../fill-row.ts";
import { LinesView } from "../lines-view.tsx";
import type { Theme } from "../theme.ts";
import { buildFleetHelp } from "./fleet-help.ts";
import { buildFleetDetail, buildFleetHead, buildFleetLines } from "./fleet-lines.ts";
import { type FleetRow, summariseFleet } from "./fleet-row.ts";
import { chosenName, type FleetAction, firstFleetView, reduceFleetView } from "./fleet-view-state.ts";

export interface FleetAppProps {
  readonly rows: readonly FleetRow[];
  readonly now: Date;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly theme: Theme;
  readonly retry: () => void;
  /** The screens of one box; `leave` comes back. */
  readonly renderBox: (name: string, leave: () => void) => ReactNode;
}

const detailRows = 4;
const footerKeys = "arrows choose  Enter open  r retry  ? help  q quit";

/** All boxes, trouble first, the chosen one explained below; one row less than the terminal, so nothing scrolls. */
export function FleetApp({ rows, now, size, theme, retry, renderBox }: FleetAppProps) {
  const { exit } = useApp();
  const [view, dispatch] = useReducer(reduceFleetView, firstFleetView);
  const columns = Math.max(60, size.columns);
  const names = rows.map(({ name }) => name);
  const height = Math.max(3, size.rows - 1 - 6 - detailRows);
  const selected = chosenName(view, names);

  useInput((input, key) => {
    if (view.open !== null) return;
    const meaning = readFleetKey(input, key, names, height);
    if (meaning === "quit") exit();
    else if (meaning === "retry") retry();
    else if (meaning !== null) dispatch(meaning);
    else if (view.help) dispatch({ type: "help" });
  });

  if (view.open !== null) return renderBox(view.open, () => dispatch({ type: "leave" }));
  const rule = theme.rule.repeat(columns);
  const head = fillRow(`Clawdie: ${summariseFleet(rows)}`, formatTime(now.toISOString()), columns);
  const at = Math.max(0, names.indexOf(selected ?? ""));
  const top = clampTop(at - Math.floor(height / 2), { lines: rows.length, rows: height });
  const hidden = rows.length - top - height;
  const foot = fillRow(footerKeys, hidden > 0 ? `${hidden} more` : "", columns);
  return (
    <Box flexDirection="column" width={columns} height={height + 6 + detailRows}>
      <Text bold={theme.bold} wrap="truncate">
        {head}
      </Text>
      <Text>{rule}</Text>
      {view.help ? (
        <LinesView lines={buildFleetHelp()} top={0} rows={height + 2 + detailRows} theme={theme} />
      ) : (
        <>
          <Text wrap="truncate">{buildFleetHead(rows, columns)}</Text>
          <LinesView
            lines={buildFleetLines(rows, selected, now, columns)}
            top={top}
            rows={height}
            theme={theme}
          />
          <Text>{rule}</Text>
          <LinesView
            lines={buildFleetDetail(rows[at], columns, detailRows)}
            top={0}
            rows={detailRows}
            theme={theme}
          />
        </>
      )}
      <Text>{rule}</Text>
      <Text wrap="truncate">{foot}</Text>
    </Box>
  );
}

/** A key press → what it means; null means nothing. Pure. */
function readFleetKey(
  input: string,
  key: Partial<Key>,
  names: readonly string[],
  page: number,
): FleetAction | "quit" | "retry" | null {
  const move = (by: number): FleetAction => ({ type: "move", by, names });
  if (input === "q" || (key.ctrl && input === "c")) return "quit";
  if (key.upArrow || input === "k") return move(-1);
  if (key.downArrow || input === "j") return move(1);
  if (key.pageUp || input === "b") return move(-page);
  if (key.pageDown || input === " ") return move(page);
  if (key.home || input === "g") return move(-names.length);
  if (key.end || input === "G") return move(names.length);
  if (key.return) return { type: "open", names };
  if (input === "r") return "retry";
  return input === "?" ? { type: "help" } : null;
}
