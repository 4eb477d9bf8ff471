import type { WizardEnd } from "./wizard-state.ts";

/** The last line, when the screen is gone. Pure. */
export function describeEnd(end: WizardEnd): string {
  switch (end) {
    case "typed":
      return "clawdie: the settings are with the installer, which now goes on with them";
    case "left":
      return "clawdie: left; the installer goes on waiting for a corrected setup.txt";
    case "taken":
      return "clawdie: the installer goes on with another setup.txt; this screen has ended";
  }
}
