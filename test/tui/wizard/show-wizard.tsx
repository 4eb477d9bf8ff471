import { stripVTControlCharacters } from "node:util";
import { render } from "ink-testing-library";
import { vi } from "vitest";
import { plainTheme, type Theme } from "../../../admin-tui/theme.ts";
import { readDraft } from "../../../admin-tui/wizard/draft.ts";
import { judgeDraft } from "../../../admin-tui/wizard/judge-draft.ts";
import { startWizard } from "../../../admin-tui/wizard/step-wizard.ts";
import { createWizard } from "../../../admin-tui/wizard/wizard.ts";
import { WizardApp } from "../../../admin-tui/wizard/wizard-app.tsx";
import type { WizardTools } from "../../../admin-tui/wizard/wizard-state.ts";
import type { Facts } from "../../../setup/facts/facts.ts";
import { readProfiles } from "../../../setup/settings/read-profiles.ts";
import { buildDisk } from "../../build-disk.ts";
import { buildFacts } from "../../build-facts.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { press } from "../press.ts";

export interface ShowOptions {
  readonly facts?: Facts;
  readonly size?: { readonly columns: number; readonly rows: number };
  readonly theme?: Theme;
  readonly tools?: Partial<WizardTools>;
}

/** The wizard over a refused file, with the real rules; null is no file at all. */
export async function showWizard(text: string | null, options: ShowOptions = {}) {
  const { facts = buildFacts({ disks: [buildDisk()] }), size = { columns: 80, rows: 24 } } = options;
  const profiles = await readProfiles();
  const { host } = buildScriptedHost(() => "");
  const judge = vi.fn<WizardTools["judge"]>((draft) => judgeDraft(draft, facts, profiles, host));
  const tools = {
    judge,
    look: vi.fn<WizardTools["look"]>(async () => {}),
    save: vi.fn<WizardTools["save"]>(async () => ({
      saved: true,
      message: "Saved as setup.txt on the stick.",
    })),
    send: vi.fn<WizardTools["send"]>(async () => {}),
    ...options.tools,
  };
  const found = readDraft(text === null ? null : Buffer.from(text));
  const judgement = await tools.judge(found.draft);
  const wizard = createWizard(startWizard({ ...found, judgement, hadFile: text !== null }), tools);
  const redraw = vi.fn();
  const app = render(
    <WizardApp wizard={wizard} size={size} theme={options.theme ?? plainTheme} redraw={redraw} />,
  );
  // Ink listens once its effects have run.
  while (app.stdin.listenerCount("readable") === 0) await new Promise((resolve) => setImmediate(resolve));
  const frame = () => stripVTControlCharacters(app.lastFrame() ?? "").split("\n");
  /** Presses one after another and answers the last frame. */
  const type = async (...inputs: string[]) => {
    for (const input of inputs) {
      app.stdin.write(input);
      await wizard.settled();
      // A lone Escape may be the beginning of an arrow key: Ink waits 20 ms before it is one.
      await new Promise((resolve) => setTimeout(resolve, input === press.escape ? 60 : 10));
      await wizard.settled();
    }
    return frame();
  };
  return { ...app, wizard, tools, redraw, frame, type, text: () => frame().join("\n") };
}
