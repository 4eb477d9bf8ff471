import { useApp, useStdout, useWindowSize } from "ink";
import type { Theme } from "../theme.ts";
import type { Wizard } from "./wizard.ts";
import { WizardApp } from "./wizard-app.tsx";

interface Props {
  readonly wizard: Wizard;
  readonly theme: Theme;
}

/** Not the alternate screen: Linux's own console and old terminals have none. */
export const clearScreen = "\u001b[2J\u001b[H";

/** The wizard on a real terminal. */
export function LiveWizard({ wizard, theme }: Props) {
  const window = useWindowSize();
  const { stdout } = useStdout();
  const { suspendTerminal } = useApp();
  // A serial line does not tell its size: it is 0 by 0.
  const size = { columns: window.columns || 80, rows: window.rows || 24 };
  // After a pause, however short, Ink draws everything instead of what has changed.
  const redraw = () => void suspendTerminal(async () => void stdout.write(clearScreen));
  return <WizardApp wizard={wizard} size={size} theme={theme} redraw={redraw} />;
}
