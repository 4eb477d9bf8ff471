import { render } from "ink";
import { createLinuxHost } from "../../setup/host/linux-host.ts";
import { boxLayout } from "../../setup/plan/box-layout.ts";
import { readProfiles } from "../../setup/settings/read-profiles.ts";
import { chooseTheme } from "../theme.ts";
import { createBoxTools } from "./box-tools.ts";
import { readDraft } from "./draft.ts";
import { describeEnd } from "./farewell.ts";
import { waitForInstaller } from "./hand-over.ts";
import { clearScreen, LiveWizard } from "./live-wizard.tsx";
import { parseWizardOptions, type WizardOptions, wizardUsage } from "./parse-wizard-options.ts";
import { startWizard } from "./step-wizard.ts";
import { createWizard, type Wizard } from "./wizard.ts";
import type { WizardEnd } from "./wizard-state.ts";

/** Entry point of the settings screen; answers its exit code: 0 settings handed over or taken, 3 left. */
async function main(argv: readonly string[]): Promise<number> {
  const options = parseWizardOptions(argv);
  if (options === null || options.help) {
    (options === null ? process.stderr : process.stdout).write(wizardUsage);
    return options === null ? 64 : 0;
  }
  if (!process.stdout.isTTY || !process.stdin.isTTY) {
    process.stderr.write("clawdie-wizard needs a terminal; without one: correct setup.txt on the stick\n");
    return 64;
  }
  const machine = createLinuxHost(options.root);
  const refused = await machine.readFile(boxLayout.refusedSetup);
  if (refused === null) {
    process.stderr.write("clawdie-wizard: the installer is not waiting for settings\n");
    return 64;
  }
  process.stdout.write(`${clearScreen}Looking at this computer ...\n`);
  const tools = await createBoxTools(machine, await readProfiles(), options.facts);
  const found = readDraft(refused);
  const judgement = await tools.judge(found.draft);
  const wizard = createWizard(startWizard({ ...found, judgement, hadFile: refused.length > 0 }), tools);
  const taken = (ended: () => boolean) => waitForInstaller(machine, refused, ended);
  const end = await showUntilEnd(wizard, options, taken);
  process.stdout.write(`${clearScreen}${describeEnd(end)}\n`);
  return end === "left" ? 3 : 0;
}

async function showUntilEnd(
  wizard: Wizard,
  options: WizardOptions,
  taken: (ended: () => boolean) => Promise<boolean>,
): Promise<WizardEnd> {
  const theme = chooseTheme(process.env.TERM, options.plain || process.env.NO_COLOR !== undefined);
  process.stdout.write(clearScreen);
  const app = render(<LiveWizard wizard={wizard} theme={theme} />, {
    incrementalRendering: true,
    exitOnCtrlC: false,
    interactive: true,
  });
  let over = false;
  try {
    const typed = wizard.ended.then(({ end }) => end ?? "left");
    const lost = taken(() => over).then((really): WizardEnd => (really ? "taken" : "left"));
    return await Promise.race([typed, lost]);
  } finally {
    over = true;
    app.unmount();
  }
}

process.exit(await main(process.argv.slice(2)));
