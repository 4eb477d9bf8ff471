import { type ScreenId, screens } from "./screens.ts";

/** What a key means outside of dialogs; a screen's own commands only mean something there. */
export type KeyCommand =
  | ("up" | "down" | "page-up" | "page-down" | "first" | "last" | "next-screen" | "previous-screen")
  | ("refresh" | "help" | "redraw" | "back" | "quit")
  | ("start-service" | "stop-service" | "restart-service" | "service-log")
  | ("scrub" | "pool-status")
  | ("next-log" | "previous-log" | "filter" | "clear-filter" | "follow" | "wrap")
  | ("apply" | "apply-file" | "check-file" | "ask-models" | "verify")
  | ("operator-create" | "operator-link" | "operator-reset")
  | ("take-snapshot" | "rollback" | "perform");

export interface KeyBinding {
  readonly command: KeyCommand;
  /** Characters, or names as people call the keys. */
  readonly keys: readonly string[];
  /** A word for the bar at the bottom; empty: only in the help. */
  readonly label: string;
  readonly help: string;
  /** null: on every screen. */
  readonly screen: ScreenId | null;
}

function on(screen: ScreenId | null, ...rows: readonly [KeyCommand, string[], string, string][]) {
  return rows.map(([command, keys, label, help]): KeyBinding => ({ command, keys, label, help, screen }));
}

/** Every key of the admin screen: the program, its help and the sysadmin guide all read this table. */
export const keyBindings: readonly KeyBinding[] = [
  ...on(
    "services",
    ["start-service", ["s"], "start", "start the chosen service"],
    ["stop-service", ["x"], "stop", "stop the chosen service"],
    ["restart-service", ["R"], "restart", "restart the chosen service"],
    ["service-log", ["l", "Enter"], "its log", "show what the chosen service logged"],
  ),
  ...on(
    "storage",
    ["pool-status", ["v"], "pool in detail", "disks and errors of the pool (zpool status)"],
    ["scrub", ["S"], "scrub", "read everything on the pool and repair what can be repaired"],
  ),
  ...on(
    "logs",
    ["next-log", ["n", "Enter"], "next log", "the next log: system, each service, kernel, assistant"],
    ["previous-log", ["p"], "", "the log before"],
    ["filter", ["/"], "filter", "show only lines with these words"],
    ["clear-filter", ["c"], "", "show every line again"],
    ["follow", ["f"], "follow", "follow new lines, or hold the screen still"],
    ["wrap", ["w"], "wrap", "show long lines whole, or cut"],
  ),
  ...on(
    "settings",
    ["apply", ["a"], "apply", "bring the box to its settings"],
    ["check-file", ["c"], "check a file", "judge a setup.txt on the box"],
    ["apply-file", ["f"], "apply a file", "take the settings of a setup.txt on the box"],
    ["ask-models", ["o"], "ask models", "ask the model service which models it serves today"],
    ["verify", ["v"], "verify", "verify everything again, as at a boot"],
  ),
  ...on(
    "operator",
    ["operator-create", ["n"], "new operator", "make the first account of the dashboard"],
    ["operator-link", ["l"], "link", "a link with which the owner sets the password, once"],
    ["operator-reset", ["p"], "new password", "another email and password; ends every session"],
  ),
  ...on(
    "snapshots",
    ["take-snapshot", ["t"], "take one", "take a snapshot of the databases now"],
    ["rollback", ["B"], "roll back", "bring the databases back to the chosen snapshot"],
  ),
  ...on("maintenance", ["perform", ["Enter"], "do it", "do what is chosen; it is confirmed first"]),
  ...on(
    null,
    ["up", ["Up", "k"], "", "up by a line, or to the row above"],
    ["down", ["Down", "j"], "", "down by a line, or to the row below"],
    ["page-up", ["PgUp", "b"], "", "up by a page"],
    ["page-down", ["PgDn", "Space"], "", "down by a page"],
    ["first", ["Home", "g"], "", "to the beginning"],
    ["last", ["End", "G"], "", "to the end"],
    ["next-screen", ["Tab", "Right"], "", "the next screen"],
    ["previous-screen", ["Left"], "", "the screen before"],
    ["refresh", ["r"], "", "look again now; otherwise every 5 seconds"],
    ["back", ["Esc"], "", "back: every line of a log again; to the other boxes, over SSH"],
    ["redraw", ["Ctrl-L"], "", "draw the screen anew"],
    ["help", ["?"], "help", "the keys of this screen; any key closes it"],
    ["quit", ["q", "Ctrl-C"], "quit", "quit"],
  ),
];

/** What a key means on a screen: its own binding, one of all screens, another screen, or nothing. Pure. */
export function findCommand(name: string, screen: ScreenId): KeyCommand | { show: ScreenId } | null {
  const shown = screens.find(({ digit }) => digit === name);
  if (shown !== undefined) return { show: shown.id };
  const own = (binding: KeyBinding) => binding.screen === screen || binding.screen === null;
  return keyBindings.find((binding) => own(binding) && binding.keys.includes(name))?.command ?? null;
}

/** The bar at the bottom: the screen's own keys first. Pure. */
export function buildKeyBar(screen: ScreenId): string {
  return keyBindings
    .filter((binding) => (binding.screen === screen || binding.screen === null) && binding.label !== "")
    .map(({ keys, label }) => `${keys[0]} ${label}`)
    .join("  ");
}
