import { Box, Text } from "ink";
import type { Line } from "./line.ts";
import type { Theme } from "./theme.ts";

interface Props {
  readonly lines: readonly Line[];
  readonly top: number;
  readonly rows: number;
  readonly theme: Theme;
  /** Cut here, without the sign that Ink puts where it cuts and old terminals do not have. */
  readonly columns?: number;
}

/** A window of `rows` rows on lines; always exactly that high, so that nothing below moves. */
export function LinesView({ lines, top, rows, theme, columns }: Props) {
  const shown = lines.slice(top, top + rows);
  return (
    <Box flexDirection="column" height={rows} overflow="hidden">
      {shown.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its position
        <Row key={at} line={line} theme={theme} columns={columns} />
      ))}
    </Box>
  );
}

interface RowProps {
  readonly line: Line;
  readonly theme: Theme;
  readonly columns: number | undefined;
}

function Row({ line, theme, columns }: RowProps) {
  if (line.paper === true) return <Paper text={theme.ascii ? " " : line.text} ascii={theme.ascii} />;
  const mark = line.marked === true ? `${theme.marks[line.tone]} ` : "";
  const pointer = line.selected === undefined ? "" : line.selected ? "> " : "  ";
  const color = theme.colors[line.tone];
  const text = theme.ascii && line.typed !== true ? toAscii(line.text) : line.text;
  return (
    <Text wrap="truncate" bold={line.bold === true && theme.bold} {...(color === undefined ? {} : { color })}>
      {/* An empty row would have no height. */}
      {`${pointer}${mark}${text}`.slice(0, columns) || " "}
    </Text>
  );
}

function Paper({ text, ascii }: { readonly text: string; readonly ascii: boolean }) {
  return <Text {...(ascii ? {} : { color: "black", backgroundColor: "white" })}>{text}</Text>;
}

/** Serial terminals: names may be written in any script. */
function toAscii(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\x20-\x7e]/gu, "?");
}
