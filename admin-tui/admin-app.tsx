import { Box, Text, useCursor, useInput, usePaste } from "ink";
import { useSyncExternalStore } from "react";
import type { Admin } from "./admin.ts";
import { buildAdminPage } from "./build-admin-page.ts";
import { LinesView } from "./lines-view.tsx";
import { buildTabs, type ScreenId } from "./screens.ts";
import type { Theme } from "./theme.ts";
import { readKeys, readPaste } from "./wizard/read-keys.ts";

interface Props {
  readonly admin: Pick<Admin, "state" | "subscribe" | "press">;
  readonly theme: Theme;
  /** What something else shows above it. */
  readonly rowsAbove?: number;
}

/** Header, tabs, a window on the screen's lines, the keys: one row less than the terminal, so nothing scrolls. */
export function AdminApp({ admin, theme, rowsAbove = 0 }: Props) {
  const state = useSyncExternalStore(admin.subscribe, admin.state);
  useInput((input, key) => {
    for (const pressed of readKeys(input, key)) admin.press(pressed);
  });
  usePaste((text) => {
    // Only where text is asked for: pasted letters must not be commands.
    if (admin.state().dialog !== null) for (const pressed of readPaste(text)) admin.press(pressed);
  });
  const { columns } = state.size;
  const page = buildAdminPage(state);
  const { setCursorPosition } = useCursor();
  // Three rows are above the window.
  const { cursor } = page;
  setCursorPosition(cursor === undefined ? undefined : { x: cursor.column, y: cursor.row + 3 + rowsAbove });
  const rule = theme.rule.repeat(columns);
  const color = theme.colors[page.tone];
  const mark = theme.marks[page.tone];
  return (
    <Box flexDirection="column" width={columns}>
      <Text bold={theme.bold} wrap="truncate" {...(color === undefined ? {} : { color })}>
        {`${mark} ${page.header}`.slice(0, columns)}
      </Text>
      <Tabs screen={state.screen} columns={columns} theme={theme} />
      <Text>{rule}</Text>
      {page.head.length > 0 && (
        <LinesView lines={page.head} top={0} rows={page.head.length} theme={theme} columns={columns} />
      )}
      <LinesView lines={page.lines} top={page.top} rows={page.rows} theme={theme} columns={columns} />
      <Text>{rule}</Text>
      <Text wrap="truncate">{page.bar.slice(0, columns)}</Text>
    </Box>
  );
}

interface TabsProps {
  readonly screen: ScreenId;
  readonly columns: number;
  readonly theme: Theme;
}

function Tabs({ screen, columns, theme }: TabsProps) {
  return (
    <Text wrap="truncate">
      {buildTabs(screen, columns).map(({ text, shown }, at) => (
        <Text key={text} bold={shown && theme.bold}>
          {`${at === 0 ? "" : " "}${text}`}
        </Text>
      ))}
    </Text>
  );
}
