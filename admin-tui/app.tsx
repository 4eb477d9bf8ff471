import { Box, Text, useApp, useInput } from "ink";
import { useReducer } from "react";
import { formatTime } from "../setup/status/format-figures.ts";
import type { Status } from "../setup/status/status.ts";
import { fillRow } from "./fill-row.ts";
import { buildHelp } from "./help-lines.ts";
import { buildJournal, type Journals } from "./journal-lines.ts";
import type { Line } from "./line.ts";
import { LinesView } from "./lines-view.tsx";
import { buildOverview } from "./overview-lines.ts";
import { readKey } from "./read-key.ts";
import type { Theme } from "./theme.ts";
import type { Polled } from "./use-polled.ts";
import { clampTop, firstView, reduceView, type ViewState } from "./view-state.ts";

export interface AppProps {
  readonly status: Polled<Status>;
  readonly journals: Polled<Journals>;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly theme: Theme;
  /** Where it starts; for tests and `--once`. */
  readonly first?: ViewState;
}

/** Header, a window on the screen's lines, footer with the keys: one row less than the terminal, so nothing scrolls. */
export function App({ status, journals, size, theme, first = firstView }: AppProps) {
  const { exit } = useApp();
  const [view, dispatch] = useReducer(reduceView, first);
  const columns = Math.max(40, size.columns);
  const rows = Math.max(3, size.rows - 1 - 4);
  const lines = buildLines(view, status, journals, columns);
  const bounds = { lines: lines.length, rows };
  const top = view.help ? 0 : clampTop(view.tops[view.screen], bounds);

  useInput((input, key) => {
    const meaning = readKey(input, key, bounds);
    if (meaning?.type === "quit") exit();
    else if (meaning?.type === "refresh") for (const source of [status, journals]) source.refresh();
    else if (meaning !== null) dispatch(meaning);
    else if (view.help) dispatch({ type: "help" });
  });

  const rule = theme.rule.repeat(columns);
  return (
    <Box flexDirection="column" width={columns} height={rows + 4}>
      <Header status={status} title={view.help ? "help" : view.screen} columns={columns} theme={theme} />
      <Text>{rule}</Text>
      <LinesView lines={lines} top={top} rows={rows} theme={theme} />
      <Text>{rule}</Text>
      <Text wrap="truncate">{fillRow(footerKeys, describePosition(top, bounds), columns)}</Text>
    </Box>
  );
}

const footerKeys = "1 overview  2 journal  arrows PgUp PgDn scroll  ? help  q quit";

function buildLines(
  view: ViewState,
  status: Polled<Status>,
  journals: Polled<Journals>,
  columns: number,
): Line[] {
  if (view.help) return buildHelp();
  const source = view.screen === "overview" ? status : journals;
  const problem: Line[] =
    source.error === null ? [] : [{ text: `Could not be read: ${source.error}`, tone: "bad", marked: true }];
  if (source.value === null) return problem.length > 0 ? problem : [{ text: "Reading ...", tone: "quiet" }];
  if (view.screen === "journal" && journals.value !== null)
    return [...problem, ...buildJournal(journals.value, columns)];
  return status.value === null ? problem : [...problem, ...buildOverview(status.value, columns)];
}

interface HeaderProps {
  readonly status: Polled<Status>;
  readonly title: string;
  readonly columns: number;
  readonly theme: Theme;
}

function Header({ status, title, columns, theme }: HeaderProps) {
  const { value } = status;
  const name = value === null ? "Clawdie" : `Clawdie ${value.version} on ${value.hostname ?? "this machine"}`;
  const time = value === null ? "" : formatTime(value.time);
  return (
    <Text bold={theme.bold} wrap="truncate">
      {fillRow(`${name}: ${title}`, time, columns)}
    </Text>
  );
}

function describePosition(top: number, { lines, rows }: { lines: number; rows: number }): string {
  if (lines <= rows) return "";
  return top + rows >= lines ? "end" : `${lines - top - rows} more`;
}
