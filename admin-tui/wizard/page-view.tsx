import { Box, Text, useCursor } from "ink";
import { fillRow } from "../fill-row.ts";
import { LinesView } from "../lines-view.tsx";
import type { Theme } from "../theme.ts";
import { fitPage } from "./fit-page.ts";
import type { ScreenPage } from "./screen-page.ts";

interface Props {
  readonly page: ScreenPage;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly theme: Theme;
}

/** Header, a window on the page, its choices, footer with the keys: one row less than the terminal, so nothing scrolls. */
export function PageView({ page, size, theme }: Props) {
  const { columns } = size;
  const { top, rows, more } = fitPage(page, size.rows);
  const { setCursorPosition } = useCursor();
  const { cursor } = page;
  // Two rows are above the window.
  setCursorPosition(cursor === undefined ? undefined : { x: cursor.column, y: cursor.line - top + 2 });
  const rule = theme.rule.repeat(columns);
  return (
    <Box flexDirection="column" width={columns}>
      <Text bold={theme.bold} wrap="truncate">
        {fillRow(`Clawdie: ${page.title}`, page.position, columns)}
      </Text>
      <Text>{rule}</Text>
      <LinesView lines={page.lines} top={top} rows={rows} theme={theme} columns={columns} />
      {page.choices.length > 0 && <Text> </Text>}
      {page.choices.map((choice, at) => (
        <Text key={choice} bold={theme.bold && at === page.selected} wrap="truncate">
          {`${at === page.selected ? ">" : " "} ${choice}`.slice(0, columns)}
        </Text>
      ))}
      <Text>{rule}</Text>
      <Text wrap="truncate">{fillRow(page.keys, more, columns).slice(0, columns)}</Text>
    </Box>
  );
}
