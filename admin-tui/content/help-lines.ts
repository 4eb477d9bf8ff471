import { type KeyBinding, keyBindings } from "../admin-keys.ts";
import { emptyLine, type Line } from "../line.ts";
import { type ScreenId, screens } from "../screens.ts";

/** The keys of a screen, then those of all screens. Pure. */
export function buildHelp(screen: ScreenId): Line[] {
  const title = screens.find(({ id }) => id === screen)?.title ?? "";
  const own = keyBindings.filter((binding) => binding.screen === screen);
  return [
    ...(own.length === 0 ? [] : [heading(`Keys of ${title}`), ...own.map(buildRow), emptyLine]),
    heading("Keys of every screen"),
    { text: row("1 ... 9, 0", "the screen with this number"), tone: "text" },
    ...keyBindings.filter((binding) => binding.screen === null).map(buildRow),
    emptyLine,
    {
      text: "Whatever is asked of the box is shown and confirmed first.",
      tone: "quiet",
    },
  ];
}

function heading(text: string): Line {
  return { text, tone: "text", bold: true };
}

function buildRow({ keys, help }: KeyBinding): Line {
  return { text: row(keys.join(", "), help), tone: "text" };
}

function row(keys: string, help: string): string {
  return `  ${keys.padEnd(14)}${help}`;
}
