import { useStdout, useWindowSize } from "ink";
import type { Theme } from "../theme.ts";
import type { Wizard } from "./wizard.ts";
import { WizardApp } from "./wizard-app.tsx";

interface Props {
  readonly wizard: Wizard;
  readonly theme: Theme;
}

/** The wizard on a real terminal. */
export function LiveWizard({ wizard, theme }: Props) {
  const window = useWindowSize();
  const { stdout } = useStdout();
  // A serial line does not tell its size: it is 0 by 0.
  const size = { columns: window.columns || 80, rows: window.rows || 24 };
  return <WizardApp wizard={wizard} size={size} theme={theme} redraw={() => stdout.emit("resize")} />;
}
