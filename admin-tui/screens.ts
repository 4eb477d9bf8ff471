/** Every screen, in the order of its digit. */
export const screens = [
  { id: "overview", digit: "1", title: "Overview" },
  { id: "services", digit: "2", title: "Services" },
  { id: "storage", digit: "3", title: "Storage" },
  { id: "databases", digit: "4", title: "Databases" },
  { id: "logs", digit: "5", title: "Logs" },
  { id: "settings", digit: "6", title: "Settings" },
  { id: "operator", digit: "7", title: "Operator" },
  { id: "snapshots", digit: "8", title: "Snapshots" },
  { id: "maintenance", digit: "9", title: "Maintenance" },
  { id: "journal", digit: "0", title: "Journal" },
] as const;

export type ScreenId = (typeof screens)[number]["id"];

/** Screens in which one row is chosen: arrows move the choice instead of the window. */
export const listScreens: readonly ScreenId[] = ["services", "snapshots", "maintenance"];

/** The screen `by` places further, round and round. Pure. */
export function stepScreen(from: ScreenId, by: number): ScreenId {
  const at = screens.findIndex(({ id }) => id === from);
  return screens[(at + by + screens.length) % screens.length]?.id ?? from;
}

/** How many letters of a name that is not shown, the most that fit: in 80 columns four. */
const letterCounts = [20, 4, 1, 0];

/** The row of tabs; the shown one stands in brackets, so that it is seen without colors. Pure. */
export function buildTabs(shown: ScreenId, columns: number): readonly { text: string; shown: boolean }[] {
  const build = (letters: number) =>
    screens.map(({ id, digit, title }) =>
      id === shown
        ? { text: `[${digit} ${title}]`, shown: true }
        : { text: `${digit} ${title.slice(0, letters)}`.trim(), shown: false },
    );
  const fits = (letters: number) =>
    build(letters).reduce((sum, { text }) => sum + text.length + 1, -1) <= columns;
  return build(letterCounts.find(fits) ?? 0);
}
