import { useInput, usePaste } from "ink";
import { useSyncExternalStore } from "react";
import type { Theme } from "../theme.ts";
import { buildPage } from "./build-page.ts";
import { PageView } from "./page-view.tsx";
import { readKeys, readPaste } from "./read-keys.ts";
import type { Wizard } from "./wizard.ts";

interface Props {
  readonly wizard: Wizard;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly theme: Theme;
  /** Asked for when something else has written over the screen. */
  readonly redraw: () => void;
}

/** Shows the wizard's state and hands it every key. */
export function WizardApp({ wizard, size, theme, redraw }: Props) {
  const state = useSyncExternalStore(wizard.subscribe, wizard.state);
  useInput((input, key) => {
    for (const pressed of readKeys(input, key)) {
      if (pressed.type === "redraw") redraw();
      else wizard.press(pressed);
    }
  });
  usePaste((text) => {
    for (const pressed of readPaste(text)) wizard.press(pressed);
  });
  return <PageView page={buildPage(state, size.columns)} size={size} theme={theme} />;
}
